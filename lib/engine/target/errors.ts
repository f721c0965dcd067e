/** What PostgreSQL said while a run was under way, as an error with a code of ours and a remedy. */
import { MigrationError } from '../errors.ts';
import { STALLED } from './watch.ts';

interface ServerError {
  code?: string;
  message: string;
  detail?: string;
  where?: string;
  constraint?: string;
}

const LOST = /^(08|57P0)|^(ECONNRESET|EPIPE|ETIMEDOUT)$/;

export function isLost(error: unknown): boolean {
  const { code = '', message = '' } = error as ServerError;
  return (
    code === STALLED ||
    LOST.test(code) ||
    /Connection terminated|not queryable|Client has encountered a connection error/.test(message)
  );
}

/** For failures anywhere on the server. */
export function serverError(error: unknown, doing: string, context: Record<string, string> = {}): unknown {
  if (error instanceof MigrationError) return error;
  const { code, message, detail } = error as ServerError;
  if (code === STALLED) {
    return new MigrationError(
      'TGT-STALLED',
      `The connection to the target stalled while ${doing}: ${message}, though nobody closed it.`,
      'Look at what stands between here and the server (firewall, VPN, proxy), then start the run again. Nothing was made visible.',
      { context, cause: error },
    );
  }
  if (isLost(error)) {
    return new MigrationError(
      'TGT-LOST',
      `The connection to the target was lost while ${doing}: ${message}.`,
      "Look into the server's log; when it is back, start the run again. Nothing was made visible.",
      { context, cause: error },
    );
  }
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) return error;
  const facts = { ...context, sqlstate: code };
  const said = `${message}${detail ? ` (${detail})` : ''}`;
  if (code === '53100') {
    return new MigrationError(
      'TGT-DISK-FULL',
      `The server's disk is full: ${said}.`,
      'Free some space on the server, then start again.',
      {
        context: facts,
        cause: error,
      },
    );
  }
  if (code === '55P03') {
    return new MigrationError(
      'TGT-LOCKED',
      `A table in the target is held by another session while ${doing}.`,
      'End the long transaction that holds it (pg_stat_activity shows it), then try again.',
      { context: facts, cause: error },
    );
  }
  if (code === '42501') {
    return new MigrationError(
      'TGT-PRIVILEGE',
      `The server did not allow it while ${doing}: ${said}.`,
      'Grant the privilege, or connect as the owner.',
      {
        context: facts,
        cause: error,
      },
    );
  }
  return new MigrationError(
    `TGT-${code}`,
    `The server refused while ${doing}: ${said}.`,
    'Nothing was made visible. The message names the cause; the plan or the source must change.',
    { context: facts, cause: error },
  );
}

/** For a COPY: names the row and column that the server could not read. */
export function copyError(error: unknown, table: string): unknown {
  if (error instanceof MigrationError) return error;
  const { code = '', message, where } = error as ServerError;
  if (/^22|^23/.test(code)) {
    return new MigrationError(
      'ROW-CAST',
      `A row of ${table} was refused: ${message}.${where ? ` ${where.slice(0, 300)}` : ''}`,
      'Choose another type for the column in the overrides, or mend the value in the source.',
      { context: { table, sqlstate: code }, cause: error },
    );
  }
  return serverError(error, `copying ${table}`, { table });
}
