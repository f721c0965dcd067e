/** A small schema of functions that give PostgreSQL SQLite's meaning, made only where a translation needs it. */
import { createHash } from 'node:crypto';
import { DATES_SQL } from './helpers/dates.ts';
import { JSON_SQL } from './helpers/json.ts';
import { TEXTS_SQL } from './helpers/texts.ts';
import { VALUES_SQL } from './helpers/values.ts';

export const FUNCTIONS_SCHEMA = 'howdah_sqlite';

/** Whether a piece of translated SQL calls any of them. */
export function needsFunctions(sql: string): boolean {
  return sql.includes(`${FUNCTIONS_SCHEMA}.`);
}

/** Statements that make the schema's content, to be run with nothing but pg_catalog on the search path. */
export const FUNCTIONS_SQL = [VALUES_SQL, TEXTS_SQL, DATES_SQL, JSON_SQL].join('');

/** Changes with every change of a function, so that a target with older ones is brought up to date. */
export const FUNCTIONS_VERSION = createHash('sha256').update(FUNCTIONS_SQL).digest('hex').slice(0, 8);
