/** What the target already has: asked once when planning, and again under locks at cutover. */
import type { PgClient } from './connect.ts';

export interface TargetColumn {
  name: string;
  /** As `format_type` prints it. */
  type: string;
  notNull: boolean;
}

export interface TargetTable {
  oid: number;
  name: string;
  /** pg_class.relkind: r table, p partitioned, v view, m materialised view, f foreign table. */
  kind: string;
  /** May be moved by the role that connects. */
  owned: boolean;
  columns: TargetColumn[];
  /** Row level security is on: which rows a role sees is decided there. */
  rowSecurity: boolean;
  /** Names of the triggers that stand on it. */
  triggers: string[];
  /** The server's estimate; -1 where it never counted. */
  estimatedRows: number;
}

export interface TargetCatalog {
  database: string;
  serverVersion: string;
  versionNumber: number;
  encoding: string;
  schemaExists: boolean;
  /** May create schemas in the database: staging needs one. */
  mayCreate: boolean;
  mayCreateInSchema: boolean;
  tables: TargetTable[];
  /** Names of everything else in the schema that shares the namespace: indexes, sequences, types. */
  otherNames: { name: string; table: string | null }[];
  /** What other objects hold on to tables of the schema: views that read them, foreign keys that point to them. */
  dependents: { table: string; kind: 'view' | 'foreign-key'; name: string; from: string }[];
}

export async function readTarget(client: PgClient, schema: string): Promise<TargetCatalog> {
  const {
    rows: [server],
  } = await client.query<{
    database: string;
    version: string;
    number: number;
    encoding: string;
    schema_exists: boolean;
    may_create: boolean;
    may_create_in: boolean;
  }>(
    `SELECT current_database() AS database, current_setting('server_version') AS version,
       current_setting('server_version_num')::int AS number, current_setting('server_encoding') AS encoding,
       EXISTS (SELECT FROM pg_namespace WHERE nspname = $1) AS schema_exists,
       has_database_privilege(current_database(), 'CREATE') AS may_create,
       coalesce((SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = $1), false)
         AS may_create_in`,
    [schema],
  );
  if (!server) throw new Error('a query without FROM gives one row');
  return {
    database: server.database,
    serverVersion: server.version,
    versionNumber: server.number,
    encoding: server.encoding,
    schemaExists: server.schema_exists,
    mayCreate: server.may_create,
    mayCreateInSchema: server.may_create_in,
    tables: await readTables(client, schema),
    otherNames: await readOtherNames(client, schema),
    dependents: await readDependents(client, schema),
  };
}

async function readTables(client: PgClient, schema: string): Promise<TargetTable[]> {
  const { rows } = await client.query<{
    oid: number;
    name: string;
    kind: string;
    rows: number;
    owned: boolean;
    row_security: boolean;
    triggers: string[] | null;
    columns: TargetColumn[] | null;
  }>(
    `SELECT c.oid::int8::float8 AS oid, c.relname AS name, c.relkind::text AS kind, c.reltuples::float8 AS rows,
       pg_has_role(c.relowner, 'USAGE') AS owned, c.relrowsecurity AS row_security,
       (SELECT json_agg(t.tgname ORDER BY t.tgname) FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)
         AS triggers,
       (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                                          'notNull', a.attnotnull) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY c.relname`,
    [schema],
  );
  return rows.map((row) => ({
    oid: row.oid,
    name: row.name,
    kind: row.kind,
    estimatedRows: row.rows,
    owned: row.owned,
    rowSecurity: row.row_security,
    triggers: row.triggers ?? [],
    columns: row.columns ?? [],
  }));
}

async function readOtherNames(client: PgClient, schema: string) {
  const { rows } = await client.query<{ name: string; table: string | null }>(
    `SELECT c.relname AS name,
       (SELECT o.relname FROM pg_class o WHERE o.oid = coalesce(
          (SELECT i.indrelid FROM pg_index i WHERE i.indexrelid = c.oid),
          (SELECT d.refobjid FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass
             AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') LIMIT 1))) AS table
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relkind NOT IN ('r', 'p', 'v', 'm', 'f')
     UNION ALL
     SELECT t.typname, NULL FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
     WHERE n.nspname = $1 AND t.typrelid = 0 AND t.typelem = 0`,
    [schema],
  );
  return rows;
}

async function readDependents(client: PgClient, schema: string) {
  const { rows } = await client.query<{
    table: string;
    kind: 'view' | 'foreign-key';
    name: string;
    from: string;
  }>(
    `SELECT c.relname AS table, 'foreign-key' AS kind, k.conname AS name, f.relname AS from
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_class f ON f.oid = k.conrelid
     WHERE k.contype = 'f' AND n.nspname = $1 AND k.conparentid = 0
     UNION
     SELECT c.relname, 'view', v.relname, v.relname
     FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
       JOIN pg_class v ON v.oid = w.ev_class
       JOIN pg_class c ON c.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass
       JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND v.oid <> c.oid`,
    [schema],
  );
  return rows;
}
