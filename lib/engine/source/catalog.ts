/** What a snapshot contains, asked through PRAGMAs; SQL text is kept but never taken apart here. */
import type { CatalogColumn } from './catalog-column.ts';
import type { SqliteHandle } from './open.ts';
import { readVirtual, type VirtualTable } from './virtual.ts';

export type { CatalogColumn } from './catalog-column.ts';

export interface CatalogIndex {
  name: string;
  unique: boolean;
  origin: 'create' | 'unique' | 'primary-key';
  partial: boolean;
  /** A null name is an expression. */
  columns: { name: string | null; desc: boolean; collation: string }[];
  sql: string | null;
}

export interface CatalogForeignKey {
  /** As SQLite numbers them within the table. */
  id: number;
  table: string;
  from: string[];
  /** Empty when the parent's primary key is meant. */
  to: string[];
  onUpdate: string;
  onDelete: string;
}

export interface CatalogTable {
  name: string;
  kind: 'table' | 'virtual' | 'shadow';
  sql: string;
  withoutRowid: boolean;
  strict: boolean;
  columns: CatalogColumn[];
  indexes: CatalogIndex[];
  foreignKeys: CatalogForeignKey[];
  /** A name under which the rowid can be read, null where there is none or all names are taken by columns. */
  rowid: string | null;
  /** The column that is the rowid (INTEGER PRIMARY KEY), if any. */
  rowidColumn: string | null;
  /** From sqlite_sequence, as text. */
  sequence: string | null;
  /** For virtual tables: the module, and what becomes of the rows. */
  virtual?: VirtualTable;
}

/** Tables whose rows are copied: ordinary ones, and virtual ones that keep rows of their own. */
export function hasRows(table: CatalogTable): boolean {
  return table.kind === 'table' || (table.kind === 'virtual' && table.virtual?.reason === null);
}

export interface SchemaRow {
  type: string;
  name: string;
  table: string;
  sql: string | null;
}

export interface Catalog {
  encoding: string;
  userVersion: number;
  tables: CatalogTable[];
  /** Every row of sqlite_schema. */
  schema: SchemaRow[];
}

export function readCatalog(db: SqliteHandle): Catalog {
  const schema = db
    .prepare<[], SchemaRow>('SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema ORDER BY rowid')
    .all();
  const sqlOf = new Map(schema.map((row) => [`${row.type} ${row.name}`, row.sql]));
  const sequences = readSequences(db, schema);
  const listed = db
    .prepare<[], { name: string; type: string; wr: bigint; strict: bigint }>(
      `SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main' AND type <> 'view'`,
    )
    .all();
  const position = new Map(schema.map((row, index) => [row.name, index]));
  const tables = listed
    .filter((row) => !row.name.startsWith('sqlite_'))
    .sort((a, b) => (position.get(a.name) ?? 0) - (position.get(b.name) ?? 0))
    .map((row): CatalogTable => {
      const kind = row.type === 'virtual' || row.type === 'shadow' ? row.type : 'table';
      const sql = sqlOf.get(`table ${row.name}`) ?? '';
      const virtual = kind === 'virtual' ? readVirtual(db, row.name, sql) : undefined;
      const columns = kind === 'table' ? readColumns(db, row.name) : (virtual?.columns ?? []);
      const indexes = kind === 'table' ? readIndexes(db, row.name, sqlOf) : [];
      const withoutRowid = row.wr === 1n;
      return {
        name: row.name,
        kind,
        sql,
        withoutRowid,
        strict: row.strict === 1n,
        columns,
        indexes,
        foreignKeys: kind === 'table' ? readForeignKeys(db, row.name) : [],
        rowid: kind === 'table' && !withoutRowid ? rowidName(columns) : (virtual?.rowidColumn ?? null),
        rowidColumn:
          kind === 'table' && !withoutRowid ? rowidColumn(columns, indexes) : (virtual?.rowidColumn ?? null),
        sequence: sequences.get(row.name) ?? null,
        virtual,
      };
    });
  return {
    encoding: String(db.pragma('encoding', { simple: true })),
    userVersion: Number(db.pragma('user_version', { simple: true })),
    tables,
    schema,
  };
}

export interface RecordColumn {
  name: string;
  declared: string;
  /** Its value is the rowid; the record holds a NULL instead. */
  isRowid: boolean;
}

/** The columns whose values a table's records hold, in that order. */
export function recordColumns(db: SqliteHandle, table: string): RecordColumn[] {
  const columns = readColumns(db, table);
  const rowid = rowidColumn(columns, readIndexes(db, table, new Map()));
  return columns
    .filter(({ generated }) => generated !== 'virtual')
    .map(({ name, declared }) => ({ name, declared, isRowid: name === rowid }));
}

function readColumns(db: SqliteHandle, table: string): CatalogColumn[] {
  return db
    .prepare<
      [string],
      { name: string; type: string; notnull: bigint; dflt: string | null; pk: bigint; hidden: bigint }
    >('SELECT name, type, "notnull", dflt_value AS dflt, pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid')
    .all(table)
    .map((row) => ({
      name: row.name,
      declared: row.type,
      notNull: row.notnull === 1n,
      default: row.dflt,
      pk: Number(row.pk),
      generated: row.hidden === 2n ? 'virtual' : row.hidden === 3n ? 'stored' : 'no',
    }));
}

const ORIGINS = { c: 'create', u: 'unique', pk: 'primary-key' } as const;

function readIndexes(db: SqliteHandle, table: string, sqlOf: Map<string, string | null>): CatalogIndex[] {
  const parts = db.prepare<[string], { name: string | null; desc: bigint; coll: string | null }>(
    'SELECT name, "desc", coll FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno',
  );
  return db
    .prepare<[string], { name: string; unique: bigint; origin: keyof typeof ORIGINS; partial: bigint }>(
      'SELECT name, "unique", origin, partial FROM pragma_index_list(?) ORDER BY seq DESC',
    )
    .all(table)
    .map((row) => ({
      name: row.name,
      unique: row.unique === 1n,
      origin: ORIGINS[row.origin],
      partial: row.partial === 1n,
      columns: parts
        .all(row.name)
        .map((part) => ({ name: part.name, desc: part.desc === 1n, collation: part.coll ?? 'BINARY' })),
      sql: sqlOf.get(`index ${row.name}`) ?? null,
    }));
}

function readForeignKeys(db: SqliteHandle, table: string): CatalogForeignKey[] {
  const rows = db
    .prepare<
      [string],
      { id: bigint; table: string; from: string; to: string | null; on_update: string; on_delete: string }
    >(
      'SELECT id, "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq',
    )
    .all(table);
  const keys = new Map<bigint, CatalogForeignKey>();
  for (const row of rows) {
    const key = keys.get(row.id) ?? {
      id: Number(row.id),
      table: row.table,
      from: [],
      to: [],
      onUpdate: row.on_update,
      onDelete: row.on_delete,
    };
    key.from.push(row.from);
    if (row.to !== null) key.to.push(row.to);
    keys.set(row.id, key);
  }
  return [...keys.values()].reverse();
}

function rowidName(columns: CatalogColumn[]): string | null {
  const taken = new Set(columns.map((column) => column.name.toLowerCase()));
  return ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name)) ?? null;
}

/**
 * A sole primary key column declared exactly INTEGER is the rowid itself, and then has no index of its own
 * (INTEGER PRIMARY KEY DESC has one): https://www.sqlite.org/lang_createtable.html#rowid
 */
function rowidColumn(columns: CatalogColumn[], indexes: CatalogIndex[]): string | null {
  const key = columns.filter((column) => column.pk > 0);
  const [only] = key;
  if (key.length !== 1 || !only || only.declared.toUpperCase() !== 'INTEGER') return null;
  return indexes.some((index) => index.origin === 'primary-key') ? null : only.name;
}

function readSequences(db: SqliteHandle, schema: SchemaRow[]): Map<string, string> {
  if (!schema.some((row) => row.name === 'sqlite_sequence')) return new Map();
  const rows = db
    .prepare<[], { name: string; seq: string }>(
      `SELECT name, CAST(max(seq) AS TEXT) AS seq FROM sqlite_sequence WHERE typeof(seq) = 'integer' GROUP BY name`,
    )
    .all();
  return new Map(rows.map((row) => [row.name, row.seq]));
}

/** Column affinity from the declared type: https://www.sqlite.org/datatype3.html#determination_of_column_affinity */
export type Affinity = 'integer' | 'text' | 'blob' | 'real' | 'numeric';

export function affinityOf(declared: string): Affinity {
  const type = declared.toUpperCase();
  if (type.includes('INT')) return 'integer';
  if (type.includes('CHAR') || type.includes('CLOB') || type.includes('TEXT')) return 'text';
  if (type === '' || type.includes('BLOB')) return 'blob';
  if (type.includes('REAL') || type.includes('FLOA') || type.includes('DOUB')) return 'real';
  return 'numeric';
}
