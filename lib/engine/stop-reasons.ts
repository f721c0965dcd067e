/** Why a run is stopped. Its signal is aborted with one of these, but for HeldUp, which it throws by itself. */
import type { MigrationError } from './errors.ts';

/** The process must go but the run shall go on later, in this or another worker. */
export class Shutdown extends Error {
  override readonly name = 'Shutdown';
}

/** The same when a person pauses the run: nobody goes on with it until they resume it. */
export class Paused extends Shutdown {}

/** What a person can mend holds the run up: everything stays in place until they have, and resume or cancel it. */
export class HeldUp extends Error {
  override readonly name = 'HeldUp';
  readonly error: MigrationError;

  constructor(error: MigrationError) {
    super(error.message, { cause: error });
    this.error = error;
  }
}

/** A person cancels the run: it ends, and leaves nothing. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
