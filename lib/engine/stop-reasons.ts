/** Why a run is stopped: its signal is aborted with one of these. */

/** The process must go but the run shall go on later, in this or another worker. */
export class Shutdown extends Error {
  override readonly name = 'Shutdown';
}

/** The same when a person pauses the run: nobody goes on with it until they resume it. */
export class Paused extends Shutdown {}

/** A person cancels the run: it ends, and leaves nothing. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
