/**
 * An expected failure: what failed, where, why, and what to do about it.
 *
 * Codes begin with where it happened: SRC- the SQLite side, TGT- the PostgreSQL side,
 * PLN- planning, ROW- a value, VER- verification, RUN- the run itself.
 * Messages never carry a password: build them from parts, not from connection strings.
 */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly code: string;
  /** What the person can do now. */
  readonly remedy: string;
  /** Source, table, column, key: whatever says where. */
  readonly context: Record<string, string | number>;
  /** A failure of the cleanup that followed; the first cause is never replaced by it. */
  readonly alsoFailed: string[] = [];

  constructor(
    code: string,
    message: string,
    remedy: string,
    options: { context?: Record<string, string | number>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.remedy = remedy;
    this.context = options.context ?? {};
  }
}

/** The part of an error that may be stored and shown. */
export interface ErrorInfo {
  code: string;
  message: string;
  remedy: string;
  context?: Record<string, string | number>;
}

/** Anything thrown as something that can be shown; unknown errors keep their message under RUN-UNEXPECTED. */
export function errorInfo(error: unknown): ErrorInfo {
  if (error instanceof MigrationError) {
    const also = error.alsoFailed.length > 0 ? ` Also failed: ${error.alsoFailed.join('; ')}` : '';
    return {
      code: error.code,
      message: error.message + also,
      remedy: error.remedy,
      context: error.context,
    };
  }
  return {
    code: 'RUN-UNEXPECTED',
    message: error instanceof Error ? error.message : String(error),
    remedy: 'This is a defect of Howdah. Nothing was changed in the target. Please report it with the log.',
  };
}

/** A choice that names something that is not there, or asks for what is impossible. */
export function overrideError(place: string, problem: string, remedy: string): MigrationError {
  return new MigrationError('PLN-OVERRIDE', `Overrides, at ${place}: ${problem}`, remedy, {
    context: { place },
  });
}
