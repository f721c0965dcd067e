/**
 * The tables that an application made, as far as rows that come into them must know: read once when planning, and
 * again under locks at the cutover.
 */
import { createHash } from 'node:crypto';
import { type PgClient, qualified } from './connect.ts';
import { countRows } from './count-rows.ts';

export interface ShapeColumn {
  name: string;
  /** As `format_type` prints it, and the type below a domain. */
  type: string;
  base: string;
  /** The values of an enum, in their order. */
  labels: string[] | null;
  notNull: boolean;
  /** The expression after DEFAULT or GENERATED. */
  expression: string | null;
  /** The default calls sequences or functions of somebody's own: it is never computed but for rows that stay. */
  acts: boolean;
  identity: 'no' | 'always' | 'by-default';
  generated: boolean;
  /** The sequence that numbers it, quoted and with its schema. */
  sequence: string | null;
  /** Whether the role that connects may move that sequence. */
  mayCount: boolean;
}

export interface ShapeKey {
  name: string;
  kind: 'primary' | 'unique' | 'index';
  unique: boolean;
  deferrable: boolean;
  /** Per part the column's name, null for an expression. */
  parts: { column: string | null; expression: string }[];
  /** Every column that it needs, those in expressions and in the condition among them. */
  uses: string[];
  where: string | null;
}

export interface ShapeForeignKey {
  name: string;
  /** The child's schema and table, the parent's schema and table. */
  schema: string;
  table: string;
  columns: string[];
  parentSchema: string;
  parent: string;
  references: string[];
  /** NO ACTION, CASCADE … */
  onDelete: string;
  deferrable: boolean;
}

export interface TableShape {
  oid: number;
  name: string;
  /** pg_class.relkind: r table, p partitioned, v view, m materialised view, f foreign table. */
  kind: string;
  columns: ShapeColumn[];
  keys: ShapeKey[];
  checks: { name: string; expression: string }[];
  /** From this table, and to it from whatever table of the database. */
  foreignKeys: ShapeForeignKey[];
  incoming: ShapeForeignKey[];
  /** Those that the application made and that are not switched off. */
  triggers: { name: string; always: boolean }[];
  /** Whether the role that connects may read, insert, update and delete. */
  usable: boolean;
  estimatedRows: number;
}

export async function readShapes(client: PgClient, schema: string): Promise<TableShape[]> {
  const { rows } = await client.query<Omit<TableShape, 'foreignKeys' | 'incoming'>>(
    `SELECT c.oid::int8::float8 AS oid, c.relname AS name, c.relkind::text AS kind,
       greatest(c.reltuples, 0)::float8 AS "estimatedRows",
       has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
         AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE') AS usable,
       ${listOf(COLUMNS)} AS columns, ${listOf(KEYS)} AS keys, ${listOf(CHECKS)} AS checks,
       ${listOf(TRIGGERS)} AS triggers
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY c.relname`,
    [schema],
  );
  const keys = await readForeignKeys(client, schema);
  return rows.map((row) => ({
    ...row,
    foreignKeys: keys.filter((key) => key.schema === schema && key.table === row.name),
    incoming: keys.filter((key) => key.parentSchema === schema && key.parent === row.name),
  }));
}

const listOf = (query: string) => `coalesce((SELECT json_agg(x) FROM (${query}) x), '[]'::json)`;

/** Built-in functions leave no trace in pg_depend; a sequence or a function of somebody's own does. */
const COLUMNS = `
  SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    format_type(b.oid, CASE WHEN b.oid = a.atttypid THEN a.atttypmod ELSE b.mod END) AS base,
    (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = b.oid) AS labels,
    a.attnotnull OR b.strict AS "notNull", pg_get_expr(d.adbin, d.adrelid) AS expression,
    EXISTS (SELECT FROM pg_depend p WHERE p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid
      AND (p.refclassid = 'pg_proc'::regclass OR (p.refclassid = 'pg_class'::regclass AND p.refobjid <> c.oid))) AS acts,
    CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by-default' ELSE 'no' END AS identity,
    a.attgenerated <> '' AS generated,
    s.name AS sequence, coalesce(s.usable, true) AS "mayCount"
  FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  LEFT JOIN LATERAL (
     SELECT format('%I.%I', sn.nspname, s.relname) AS name,
       has_sequence_privilege(s.oid, 'SELECT') AND has_sequence_privilege(s.oid, 'UPDATE') AS usable FROM pg_class s JOIN pg_namespace sn ON sn.oid = s.relnamespace
     WHERE s.relkind = 'S' AND (
       EXISTS (SELECT FROM pg_depend p WHERE p.classid = 'pg_class'::regclass AND p.objid = s.oid
         AND p.refclassid = 'pg_class'::regclass AND p.refobjid = c.oid AND p.refobjsubid = a.attnum AND p.deptype IN ('a', 'i'))
       OR EXISTS (SELECT FROM pg_depend p WHERE p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid
         AND p.refclassid = 'pg_class'::regclass AND p.refobjid = s.oid)) ORDER BY s.oid LIMIT 1) s ON true
  CROSS JOIN LATERAL (WITH RECURSIVE up AS (
      SELECT t.oid, t.typtype, t.typbasetype, t.typtypmod, -1 AS mod, t.typnotnull AS strict FROM pg_type t WHERE t.oid = a.atttypid
      UNION ALL
      SELECT t.oid, t.typtype, t.typbasetype, t.typtypmod, up.typtypmod, up.strict OR t.typnotnull
      FROM up JOIN pg_type t ON t.oid = up.typbasetype WHERE up.typtype = 'd')
    SELECT oid, mod, strict FROM up WHERE typtype <> 'd') b
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;

const KEYS = `
  SELECT i.relname AS name, x.indisunique AS unique,
    CASE WHEN x.indisprimary THEN 'primary' WHEN k.oid IS NOT NULL THEN 'unique' ELSE 'index' END AS kind,
    coalesce(k.condeferrable, false) AS deferrable, pg_get_expr(x.indpred, x.indrelid) AS where,
    (SELECT json_agg(json_build_object('column', a.attname, 'expression', pg_get_indexdef(x.indexrelid, p::int, true)) ORDER BY p)
     FROM generate_series(1, x.indnkeyatts) p
       LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[p::int - 1] AND a.attnum > 0) AS parts,
    ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
      AND (a.attnum = ANY (x.indkey) OR EXISTS (SELECT FROM pg_depend p WHERE p.classid = 'pg_class'::regclass
        AND p.objid = x.indexrelid AND p.refclassid = 'pg_class'::regclass AND p.refobjid = c.oid AND p.refobjsubid = a.attnum))
      ORDER BY a.attnum) AS uses
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    LEFT JOIN pg_constraint k ON k.conindid = x.indexrelid AND k.contype IN ('p', 'u') AND k.conrelid = c.oid
  WHERE x.indrelid = c.oid AND x.indisvalid ORDER BY x.indisprimary DESC, k.oid IS NULL, i.relname`;

const CHECKS = `
  SELECT k.conname AS name, pg_get_expr(k.conbin, k.conrelid) AS expression FROM pg_constraint k
  WHERE k.conrelid = c.oid AND k.contype = 'c' ORDER BY k.conname`;

const TRIGGERS = `
  SELECT t.tgname AS name, t.tgenabled = 'A' AS always FROM pg_trigger t
  WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') ORDER BY t.tgname`;

async function readForeignKeys(client: PgClient, schema: string): Promise<ShapeForeignKey[]> {
  const names = (columns: string, table: string) =>
    `ARRAY(SELECT a.attname::text FROM unnest(${columns}) WITH ORDINALITY AS u(n, at)
       JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = u.n ORDER BY u.at)`;
  const { rows } = await client.query<ShapeForeignKey>(
    `SELECT k.conname AS name, cn.nspname AS schema, c.relname AS table, ${names('k.conkey', 'k.conrelid')} AS columns,
       pn.nspname AS "parentSchema", p.relname AS parent, ${names('k.confkey', 'k.confrelid')} AS references,
       CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT'
         WHEN 'r' THEN 'RESTRICT' ELSE 'NO ACTION' END AS "onDelete",
       k.condeferrable AS deferrable
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace cn ON cn.oid = c.relnamespace
       JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace pn ON pn.oid = p.relnamespace
     WHERE k.contype = 'f' AND k.conparentid = 0 AND $1 IN (cn.nspname, pn.nspname) ORDER BY k.conname, c.relname`,
    [schema],
  );
  return rows;
}

/** What a plan relied on: another table under the same name is not the one that was planned for. */
export function fingerprint({
  oid,
  kind,
  columns,
  keys,
  checks,
  foreignKeys,
  incoming,
  triggers,
}: TableShape) {
  const relied = [oid, kind, columns, keys, checks, foreignKeys, incoming, triggers];
  return createHash('sha256').update(JSON.stringify(relied)).digest('hex').slice(0, 16);
}

/** All tables of a schema, and of them and those that refer to them the ones with rows, as `schema.table`. */
export async function readThere(client: PgClient, schema: string) {
  const shapes = await readShapes(client, schema);
  const children = shapes.flatMap(({ incoming }) => incoming.map((key) => `${key.schema}.${key.table}`));
  const { rows } = await client.query<{ schema: string; name: string }>(
    `SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND (n.nspname = $1 OR n.nspname || '.' || c.relname = ANY ($2))
       AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')`,
    [schema, children],
  );
  const filled: string[] = [];
  for (const { schema: of, name } of rows) {
    const from = qualified(of, name);
    const { rowCount } = await client.query(`SELECT FROM ${from} LIMIT 1`);
    if (!rowCount) continue;
    filled.push(`${of}.${name}`);
    const shape = of === schema ? shapes.find((table) => table.name === name) : undefined;
    // The server never estimated it: counted, but no further than makes a difference.
    if (shape?.estimatedRows === 0) {
      shape.estimatedRows = await countRows(client, `(SELECT FROM ${from} LIMIT 100000) x`);
    }
  }
  return { shapes, filled };
}

/** The columns that INSERT may name: PostgreSQL computes the others. */
export function writable(shape: TableShape): string[] {
  return shape.columns.filter((column) => !column.generated).map((column) => column.name);
}
