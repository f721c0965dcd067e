/** How many rows there are on either side, where that is all that is compared. */
import { quoteSqlite, type SqliteHandle } from '../source/open.ts';
import { takenWhere } from '../source/taken.ts';
import type { PgClient } from '../target/connect.ts';
import type { TablePlan } from '../types.ts';
import { comparedRows } from './keys.ts';
import type { CompareTable } from './types.ts';

/** The source's rows that the plan takes along. */
export function countRows(db: SqliteHandle, table: TablePlan): number {
  const count = db.prepare(`SELECT count(*) FROM ${quoteSqlite(table.source)} ${takenWhere(table)}`).pluck();
  return Number(count.get());
}

export async function countTarget(client: PgClient, table: CompareTable): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${comparedRows(table)}`);
  return Number(rows[0]?.count);
}
