/** What an index holds for each of its columns, so that it fits PostgreSQL's pages and compares as SQLite does. */
import type { CatalogTable } from '../source/catalog.ts';
import { quoteName } from '../translate/typed.ts';
import type { ColumnPlan, IndexPlan } from '../types.ts';
import type { PlanContext } from './context.ts';

/** A B-tree entry must fit a third of a page: https://www.postgresql.org/docs/current/btree.html */
const MAX_ENTRY_BYTES = 2600;
const HASH_BYTES = 40;
/** https://www.postgresql.org/docs/current/limits.html */
export const MAX_COLUMNS = 32;

/** A part of an index: a column, or an expression in PostgreSQL's SQL. */
export interface Part {
  name: string | null;
  desc: boolean;
  collation: string;
  expression: string | null;
}

export interface Entry {
  name: string;
  expression: string | null;
  desc: boolean;
  nocase: boolean;
  /** COLLATE RTRIM. */
  trimmed: boolean;
  bytes: number;
  /** A hash of the value, for values that are too long; null for types that have none. */
  hash: string | null;
}

export interface Entries {
  entries: Entry[];
  bytes: number;
  /** Why a B-tree cannot hold them as they are; null where it can. */
  reason: string | null;
}

export function entriesOf(
  context: PlanContext,
  table: CatalogTable,
  plans: ColumnPlan[],
  parts: Part[],
): Entries {
  const profile = context.profile(table.name);
  const entries = parts.map((part): Entry => {
    if (part.name === null) {
      const expression = part.expression ?? '';
      return {
        name: expression,
        expression,
        desc: part.desc,
        nocase: false,
        trimmed: false,
        bytes: 0,
        hash: null,
      };
    }
    const target = context.targetColumn(table.name, part.name);
    const plan = plans.find((candidate) => candidate.target === target);
    const type = plan?.type ?? '';
    const isText = /^(text|character varying)/.test(type);
    const nocase = part.collation === 'NOCASE' && isText && plan?.collation === undefined;
    const trimmed = part.collation === 'RTRIM' && isText;
    const trim = trimmed ? `rtrim(${quoteName(target)}, ' ')` : null;
    const value = nocase ? `lower(${quoteName(target)} COLLATE "C")` : (trim ?? quoteName(target));
    return {
      name: trim ?? target,
      expression: trim,
      desc: part.desc,
      nocase,
      trimmed,
      bytes: profile.columns[part.name]?.maxBytes ?? 0,
      hash: isText ? `md5(${value})` : type === 'bytea' ? `sha256(${value})` : null,
    };
  });
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const reason =
    bytes > MAX_ENTRY_BYTES
      ? `it has entries of ${bytes} bytes, PostgreSQL's B-tree takes ${MAX_ENTRY_BYTES}`
      : null;
  return { entries, bytes, reason };
}

type Columns = Pick<IndexPlan, 'columns' | 'method'>;

/** The index's columns; for values too long, hashes of them. Null where that would not be the same index. */
export function indexColumns({ entries, reason }: Entries, unique: boolean): Columns | null {
  if (reason === null) return { method: 'btree', columns: entries.map(columnOf) };
  if (unique) return { method: 'btree', columns: shortened(entries) };
  // A hash index finds equal values, which is what an index over such texts is for.
  const [only, ...more] = entries;
  if (!only || more.length > 0 || only.hash === null) return null;
  return { method: 'hash', columns: [{ ...columnOf(only), desc: false }] };
}

function columnOf({ name, expression, desc, nocase }: Entry) {
  return { name, expression, desc, nocase };
}

/** The longest values first, until what is left fits. */
function shortened(entries: Entry[]): IndexPlan['columns'] {
  const hashed = new Set<Entry>();
  const size = () => entries.reduce((sum, entry) => sum + (hashed.has(entry) ? HASH_BYTES : entry.bytes), 0);
  for (const entry of [...entries].sort((a, b) => b.bytes - a.bytes)) {
    if (size() > MAX_ENTRY_BYTES && entry.hash !== null) hashed.add(entry);
  }
  return entries.map((entry) =>
    hashed.has(entry) && entry.hash !== null
      ? { name: entry.hash, expression: entry.hash, desc: entry.desc, nocase: false }
      : columnOf(entry),
  );
}
