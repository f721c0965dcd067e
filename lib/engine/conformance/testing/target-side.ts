/** What stands in PostgreSQL, read with plain queries that share nothing with the engine. */
import pg from 'pg';

export type Ask = (sql: string) => Promise<(string | null)[][]>;

/** Runs the work with one connection; every value comes as PostgreSQL's own text of it. */
export async function asking<T>(url: string, work: (ask: Ask, client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    types: { getTypeParser: () => (text: string) => text },
  });
  await client.connect();
  try {
    await client.query("SET bytea_output = 'hex'; SET TimeZone = 'UTC'; SET extra_float_digits = 1");
    return await work(
      async (sql) => (await client.query<(string | null)[]>({ text: sql, rowMode: 'array' })).rows,
      client,
    );
  } finally {
    await client.end();
  }
}

/** `1|text|NULL` as psql prints unaligned, with what would be invisible written out. */
export function lineOf(row: (string | null)[]): string {
  return row
    .map((value) =>
      value === null
        ? 'NULL'
        : value
            .replaceAll('\\', '\\\\')
            .replaceAll('\n', '\\n')
            .replaceAll('\r', '\\r')
            .replaceAll('\t', '\\t')
            .replaceAll('|', '\\|'),
    )
    .join('|');
}

const inPublic = (table: string) => `public.${pg.escapeIdentifier(table)}`;

export async function rowsOfTable(ask: Ask, table: string): Promise<string[]> {
  return (await ask(`SELECT * FROM ${inPublic(table)} AS r ORDER BY (r.*)::text COLLATE "C"`)).map(lineOf);
}

/** `a bigint, b text not null, …`, with what PostgreSQL computes. */
export async function columnsOfTable(ask: Ask, table: string): Promise<string> {
  const columns = await ask(
    `SELECT a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
       || CASE WHEN a.attidentity <> '' THEN ' identity' ELSE '' END
       || CASE WHEN a.attgenerated <> '' THEN ' generated ' || pg_get_expr(d.adbin, d.adrelid)
               WHEN d.adbin IS NOT NULL THEN ' default ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END
     FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = ${pg.escapeLiteral(inPublic(table))}::regclass AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY a.attnum`,
  );
  return columns.map(([column]) => column).join(', ');
}

/** Catalogs whose rows a dry run must leave as they are; what autovacuum and ANALYZE write is not compared. */
const CATALOGS = {
  pg_class: [
    'relpages',
    'reltuples',
    'relallvisible',
    'relallfrozen',
    'relfrozenxid',
    'relminmxid',
    'relhasindex',
  ],
  pg_namespace: [],
  pg_attribute: [],
  pg_attrdef: [],
  pg_proc: [],
  pg_type: [],
  pg_constraint: [],
  pg_index: [],
  pg_trigger: [],
  pg_rewrite: [],
  pg_sequence: [],
  pg_extension: [],
  pg_description: [],
  pg_depend: [],
  pg_default_acl: [],
};

/** Every row of the catalogs, and the rows and sequences of what the application has there. */
export async function fingerprint(url: string): Promise<Record<string, string[]>> {
  return asking(url, async (ask) => {
    const found: Record<string, string[]> = {};
    const read = async (name: string, sql: string) => {
      found[name] = (await ask(sql)).map(lineOf);
    };
    for (const [catalog, volatile] of Object.entries(CATALOGS)) {
      const without = volatile.map((column) => ` - '${column}'`).join('');
      await read(catalog, `SELECT (to_jsonb(c.*)${without})::text FROM ${catalog} AS c ORDER BY 1`);
    }
    await read('rows', 'SELECT n.*::text FROM app.notes AS n ORDER BY 1');
    await read('sequence', 'SELECT last_value, is_called FROM app.numbers');
    return found;
  });
}

/** What the application has in the target before anything is migrated. */
export const TEMPLATE = {
  name: 'conformance',
  async prepare(url: string): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(
      `CREATE SCHEMA app;
       CREATE SEQUENCE app.numbers START 41;
       SELECT nextval('app.numbers');
       CREATE TABLE app.notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text UNIQUE);
       INSERT INTO app.notes (body) VALUES ('stays'), ('as it is');
       CREATE VIEW app.short AS SELECT left(body, 5) AS body FROM app.notes;
       CREATE FUNCTION app.one() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    );
    await client.end();
  },
};
