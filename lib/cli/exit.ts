/** How a process says what became of it. Scripts rely on these: never give one another meaning. */
export const EXIT = {
  /** Everything accounted for and verified. */
  done: 0,
  /** Failed; nothing was changed. */
  failed: 1,
  wrongUse: 2,
  /** Done as chosen: with rows in quarantine, or with values that were not compared. */
  quarantine: 3,
} as const;

/** Statuses of a process that a signal ended, as shells count them. */
export const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
export type StopSignal = keyof typeof SIGNALS;

/** Something in the command itself is wrong, seen before anything was begun. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
  readonly code: string;
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }
}
