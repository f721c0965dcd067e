/** What an interrupted run already made in its staging schema. Statements that go to the server together are one transaction: nothing is there by half. */
import type { PgClient } from './connect.ts';

/** `kind name` of each; `unvalidated name of table` for a foreign key that is still NOT VALID. */
export async function madeInStaging(client: PgClient, schema: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT CASE k.contype WHEN 'p' THEN 'primary-key ' WHEN 'u' THEN 'unique ' WHEN 'c' THEN 'check ' ELSE 'foreign-key ' END || k.conname AS name
       FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
       WHERE n.nspname = $1 AND (k.contype IN ('p', 'u', 'c') OR (k.contype = 'f' AND k.convalidated))
     UNION ALL
     SELECT 'index ' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relkind = 'i'
     UNION ALL
     SELECT 'view ' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relkind = 'v'
     UNION ALL
     SELECT 'trigger ' || c.relname || '.' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND NOT t.tgisinternal
     UNION ALL
     SELECT 'unvalidated ' || k.conname || ' of ' || c.relname FROM pg_constraint k
       JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND k.contype = 'f' AND NOT k.convalidated`,
    [schema],
  );
  return new Set(rows.map((row) => row.name));
}
