/** Reasons to abort the signal of a run with: what becomes of it depends on why it is stopped. */

/** Reason to abort with when the process must go but the run shall go on later, in this or another worker. */
export class Shutdown extends Error {
  override readonly name = 'Shutdown';
}

/** The same when a person pauses the run: nobody goes on with it until they resume it. */
export class Paused extends Shutdown {}

/** Reason to abort with when a person cancels the run. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
