/** Numbers that tables give to their next rows. */
import type { TablePlan } from '../types.ts';
import { type PgClient, qualified, quote } from './connect.ts';
import type { TableShape } from './shape.ts';

/**
 * Brings the sequences of a table's columns to the largest number there, and to where the source's had come; never
 * backwards. Sequences know no way back, so this is the last that a cutover does.
 */
export async function advanceSequences(
  client: PgClient,
  schema: string,
  shape: TableShape,
  { columns, identity }: TablePlan,
): Promise<void> {
  for (const { name, sequence, base } of shape.columns) {
    const comes = columns.some(({ target, generated }) => target === name && generated === null);
    if (sequence === null || !comes || !/^(smallint|integer|bigint|numeric)/.test(base)) continue;
    const reached = identity?.column === name ? identity.last : '0';
    await client.query(
      `SELECT setval($1::regclass, least(x.reached, q.seqmax), true)
       FROM (SELECT greatest(max(${quote(name)})::bigint, $2::bigint) AS reached FROM ${qualified(schema, shape.name)}) x,
         ${sequence} s, pg_catalog.pg_sequence q
       WHERE q.seqrelid = $1::regclass AND q.seqincrement > 0 AND x.reached >= q.seqmin
         AND (x.reached > s.last_value OR (x.reached = s.last_value AND NOT s.is_called))`,
      [sequence, reached],
    );
  }
}
