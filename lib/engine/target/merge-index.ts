/**
 * For every row that goes PostgreSQL asks whether another refers to it. Without an index on the referring columns it
 * reads the whole child each time: hours where it should be seconds. So large ones get one for the transaction's time.
 */
import { type PgClient, qualified, quote } from './connect.ts';
import type { TableShape } from './shape.ts';

/** Smaller tables are read faster than an index is made. */
const CHILD_BYTES = 1 << 20;
const PARENT_BYTES = 1 << 16;

/** Makes the indexes that are missing, as far as the role may; gives what takes them away again. */
export async function indexReferences(
  client: PgClient,
  runId: string,
  parents: TableShape[],
): Promise<() => Promise<void>> {
  const made: string[] = [];
  for (const key of parents.flatMap(({ incoming }) => incoming)) {
    const { rows } = await client.query(
      `SELECT FROM pg_class c WHERE c.oid = $1::regclass AND c.relkind = 'r' AND pg_has_role(c.relowner, 'USAGE')
         AND has_schema_privilege(c.relnamespace, 'CREATE')
         AND pg_relation_size(c.oid) > $3 AND pg_relation_size($2::regclass) > $4
         AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisvalid AND i.indpred IS NULL
           AND (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM unnest(i.indkey[0:$6::int - 1]) k
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k) = $5::text[])`,
      [
        qualified(key.schema, key.table),
        qualified(key.parentSchema, key.parent),
        CHILD_BYTES,
        PARENT_BYTES,
        [...key.columns].sort(),
        key.columns.length,
      ],
    );
    if (rows.length === 0) continue;
    const name = `howdah_${runId}_${made.length}`;
    const columns = key.columns.map(quote).join(', ');
    await client.query(`CREATE INDEX ${quote(name)} ON ${qualified(key.schema, key.table)} (${columns})`);
    made.push(qualified(key.schema, name));
  }
  return async () => {
    for (const name of made) await client.query(`DROP INDEX ${name}`);
  };
}
