import { MigrationError, parseTarget, type TargetConfig } from '../engine/index.ts';
import { WrongUse } from './exit.ts';

/** Throws WrongUse for an address that is none; neither it nor anything later repeats the password. */
export function targetOf(url: string): TargetConfig {
  try {
    return parseTarget(url, { PGPASSWORD: process.env.PGPASSWORD });
  } catch (error) {
    if (error instanceof MigrationError) throw new WrongUse(error.code, error.message, error.remedy);
    throw error;
  }
}

/** The address without its password, to be shown and to be copied into the next command. */
export function shownTarget({ host, port, database, user }: TargetConfig): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `postgres://${encodeURIComponent(user)}@${name}:${port}/${encodeURIComponent(database)}`;
}
