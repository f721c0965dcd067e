/**
 * Virtual tables whose rows are their own: they are read like any other table. What merely indexes or shows something
 * else, or needs a module that is not here, has a reason instead: https://www.sqlite.org/vtablist.html
 */
import { readVirtualTable } from '../sql/parse-table.ts';
import type { CatalogColumn } from './catalog-column.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';

export interface VirtualTable {
  module: string;
  /** `search` for full text, `space` for R-trees; null for what is left out. */
  content: 'search' | 'space' | null;
  /** Why it is left out. */
  reason: string | null;
  /** Columns that a full-text index does not look into. */
  unindexed: string[];
  columns: CatalogColumn[];
  /** The column that is the rowid. */
  rowidColumn: string | null;
}

export function readVirtual(db: SqliteHandle, name: string, sql: string): VirtualTable {
  const { module, args } = readVirtualTable(sql);
  const none = { module, content: null, unindexed: [], columns: [], rowidColumn: null };
  const reason = foreignContent(module, args);
  if (reason !== null) return { ...none, reason };
  try {
    const listed = db
      .prepare<[string], { name: string; type: string; hidden: bigint }>(
        'SELECT name, type, hidden FROM pragma_table_xinfo(?) ORDER BY cid',
      )
      .all(name)
      .filter(({ hidden }) => hidden === 0n);
    const space = module.startsWith('rtree');
    const key = space ? (listed[0]?.name ?? '') : module === 'fts5' ? 'rowid' : 'docid';
    const rest = space ? listed.slice(1) : listed;
    db.prepare(`SELECT ${quoteSqlite(key)}, * FROM ${quoteSqlite(name)} LIMIT 1`).get();
    return {
      module,
      content: space ? 'space' : 'search',
      reason: null,
      unindexed: args.flatMap((arg) => unindexed(arg)),
      columns: [
        column(key, 'INTEGER', 1),
        ...rest.map(({ name: own, type }) => column(own, space ? type : '', 0)),
      ],
      rowidColumn: key,
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ...none, reason: `SQLite cannot read it here: ${message}` };
  }
}

function column(name: string, declared: string, pk: number): CatalogColumn {
  return { name, declared, notNull: false, default: null, pk, generated: 'no' };
}

/** Null where the rows are the table's own and the module is one that SQLite brings along. */
function foreignContent(module: string, args: string[]): string | null {
  if (/^rtree(_i32)?$/.test(module)) return null;
  if (module === 'geopoly') return 'its polygons are kept in a form of its own; PostGIS has polygons';
  if (module === 'fts5vocab' || module === 'fts4aux') return 'it shows the words of another table’s index';
  if (module === 'dbstat') return 'it shows how SQLite stores this file';
  if (!/^fts[345]$/.test(module)) return `its module ${module} is not part of SQLite`;
  const content = args
    .map((arg) => /^\s*content\s*=\s*(.*?)\s*$/is.exec(arg)?.[1])
    .find((found) => found !== undefined);
  if (content === undefined) return null;
  const table = content.replace(/^(['"`[])(.*)['"`\]]$/s, '$2');
  return table === ''
    ? 'it keeps an index without the texts'
    : `it is an index of the texts in ${table}, which are carried there`;
}

/** `body UNINDEXED` of FTS5, `notindexed=body` of FTS4. */
function unindexed(arg: string): string[] {
  const found =
    /^\s*(.*?)\s+UNINDEXED\s*$/is.exec(arg)?.[1] ?? /^\s*notindexed\s*=\s*(.*?)\s*$/is.exec(arg)?.[1];
  return found === undefined ? [] : [found.replace(/^(['"`[])(.*)['"`\]]$/s, '$2')];
}
