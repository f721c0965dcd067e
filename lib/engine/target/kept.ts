/** What is kept aside of a run that was made public: the tables it replaced, and after a rollback its own. */
import { MigrationError } from '../errors.ts';
import type { PgClient } from './connect.ts';
import { previousSchema, withdrawnSchema } from './schemas.ts';

export interface KeptSchema {
  name: string;
  bytes: number;
  tables: { name: string; bytes: number }[];
}

/** Those of the two that are there. */
export async function keptSchemas(client: PgClient, runId: string): Promise<KeptSchema[]> {
  const { rows } = await client.query<{ schema: string; name: string | null; bytes: number }>(
    `SELECT n.nspname AS schema, c.relname AS name, coalesce(pg_total_relation_size(c.oid), 0)::float8 AS bytes
     FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'm')
     WHERE n.nspname = ANY ($1) ORDER BY 1, 3 DESC, 2`,
    [[previousSchema(runId), withdrawnSchema(runId)]],
  );
  const schemas = new Map<string, KeptSchema>();
  for (const { schema, name, bytes } of rows) {
    const kept = schemas.get(schema) ?? { name: schema, bytes: 0, tables: [] };
    schemas.set(schema, kept);
    if (name === null) continue;
    kept.bytes += bytes;
    kept.tables.push({ name, bytes });
  }
  return [...schemas.values()];
}

/** Something elsewhere that relies on what is dropped would vanish with it in silence: a view, a foreign key. */
export async function refuseDependents(client: PgClient, schema: string): Promise<void> {
  const { rows } = await client.query<{ what: string }>(
    `WITH inside AS (
       SELECT 'pg_class'::regclass AS classid, oid FROM pg_class WHERE relnamespace = $1::regnamespace
       UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE pronamespace = $1::regnamespace
       UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typnamespace = $1::regnamespace)
     SELECT DISTINCT pg_describe_object(d.classid, d.objid, 0) AS what
     FROM pg_depend d JOIN inside i ON i.classid = d.refclassid AND i.oid = d.refobjid
     CROSS JOIN LATERAL (SELECT CASE d.classid
         WHEN 'pg_class'::regclass THEN d.objid
         WHEN 'pg_rewrite'::regclass THEN (SELECT ev_class FROM pg_rewrite WHERE oid = d.objid)
         WHEN 'pg_constraint'::regclass THEN (SELECT nullif(conrelid, 0) FROM pg_constraint WHERE oid = d.objid)
         WHEN 'pg_attrdef'::regclass THEN (SELECT adrelid FROM pg_attrdef WHERE oid = d.objid)
         WHEN 'pg_trigger'::regclass THEN (SELECT tgrelid FROM pg_trigger WHERE oid = d.objid)
         WHEN 'pg_policy'::regclass THEN (SELECT polrelid FROM pg_policy WHERE oid = d.objid)
       END AS relation) r
     CROSS JOIN LATERAL (SELECT CASE
         WHEN r.relation IS NOT NULL THEN (SELECT relnamespace FROM pg_class WHERE oid = r.relation)
         WHEN d.classid = 'pg_proc'::regclass THEN (SELECT pronamespace FROM pg_proc WHERE oid = d.objid)
         WHEN d.classid = 'pg_type'::regclass THEN (SELECT typnamespace FROM pg_type WHERE oid = d.objid)
       END AS schema) s
     WHERE d.deptype IN ('n', 'a') AND s.schema <> $1::regnamespace
       AND s.schema NOT IN ('pg_toast'::regnamespace, 'pg_catalog'::regnamespace) LIMIT 5`,
    [`"${schema}"`],
  );
  if (rows.length === 0) return;
  throw new MigrationError(
    'TGT-DEPENDS',
    `Something elsewhere still relies on what is kept in ${schema}: ${rows.map(({ what }) => what).join(', ')}.`,
    'Point it at the new tables or drop it, then finalise again. Nothing was dropped.',
    { context: { schema } },
  );
}
