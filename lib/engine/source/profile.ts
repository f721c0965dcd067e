/**
 * One scan of each table that says what its values are. Counting happens inside SQLite; only samples and
 * blocks of text (for UTF-8 and NUL) come out.
 */
import { isUtf8 } from 'node:buffer';
import { readTableClauses } from '../sql/parse-table.ts';
import { affinityOf, type CatalogColumn, type CatalogTable } from './catalog.ts';
import { type Form, formCondition, formsToTest, jsonKind } from './forms.ts';
import { isUtf16, utf8Cast } from './functions.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { countOrphans } from './orphans.ts';
import { walkText } from './walk.ts';

export interface ColumnProfile {
  nulls: number;
  integers: number;
  reals: number;
  texts: number;
  blobs: number;
  /** Bytes of all values, and of the largest. */
  bytes: number;
  maxBytes: number;
  /** Most characters in a text. */
  maxChars: number;
  /** Smallest and largest integer as text, null without integers. */
  minInteger: string | null;
  maxInteger: string | null;
  /** Texts of no characters. */
  emptyTexts: number;
  /** Texts with a NUL inside, texts that are not UTF-8. */
  nulTexts: number;
  invalidTexts: number;
  /** How many non-null values have each form that was worth asking for. */
  forms: Partial<Record<Form, number>>;
  sample: string | null;
  /** A value that has none of the forms asked for, or is not of the declared affinity; null where all fit. */
  misfit: string | null;
}

export interface TableProfile {
  rows: number;
  bytes: number;
  maxRowBytes: number;
  columns: Record<string, ColumnProfile>;
  /** Rows without a parent, by the foreign key's id; null where the parent has no such key. */
  orphans: Record<number, number | null>;
  /** Rows that violate each CHECK, in their order; null where SQLite cannot say. */
  violations: (number | null)[];
}

/** SQLite allows 2,000 result columns; each column of the table asks for about a dozen. */
const COLUMNS_PER_QUERY = 100;

export function profileTable(db: SqliteHandle, table: CatalogTable): TableProfile {
  const name = quoteSqlite(table.name);
  const columns: Record<string, ColumnProfile> = {};
  let rows = 0;
  for (let from = 0; from < table.columns.length; from += COLUMNS_PER_QUERY) {
    const group = table.columns.slice(from, from + COLUMNS_PER_QUERY);
    const found = db
      .prepare(`SELECT count(*), ${group.map(aggregates).join(', ')} FROM ${name}`)
      .raw()
      .get() as unknown[];
    rows = Number(found[0]);
    group.forEach((column, index) => {
      columns[column.name] = fromAggregates(
        rows,
        found.slice(1 + index * AGGREGATES, 1 + (index + 1) * AGGREGATES),
      );
    });
  }
  for (const column of table.columns) {
    const profile = columns[column.name];
    if (!profile) continue;
    profile.forms = countForms(db, name, column, profile);
    profile.sample = sampleOf(db, name, column, 'true');
    const misfits = misfitCondition(column, profile);
    if (misfits) profile.misfit = sampleOf(db, name, column, misfits);
  }
  countBadText(db, table, columns);
  const bytes = Object.values(columns).reduce((sum, column) => sum + column.bytes, 0);
  return {
    rows,
    bytes,
    maxRowBytes: largestRow(db, table, columns),
    columns,
    orphans: countOrphans(db, table),
    violations: countViolations(db, table),
  };
}

const AGGREGATES = 11;

function aggregates({ name }: CatalogColumn): string {
  const c = quoteSqlite(name);
  return [
    `count(${c})`,
    `count(*) FILTER (WHERE typeof(${c}) = 'integer')`,
    `count(*) FILTER (WHERE typeof(${c}) = 'real')`,
    `count(*) FILTER (WHERE typeof(${c}) = 'text')`,
    `count(*) FILTER (WHERE typeof(${c}) = 'blob')`,
    `total(octet_length(${c}))`,
    `max(octet_length(${c}))`,
    `max(length(${c})) FILTER (WHERE typeof(${c}) = 'text')`,
    `CAST(min(${c}) FILTER (WHERE typeof(${c}) = 'integer') AS TEXT)`,
    `CAST(max(${c}) FILTER (WHERE typeof(${c}) = 'integer') AS TEXT)`,
    `count(*) FILTER (WHERE ${c} = '')`,
  ].join(', ');
}

function fromAggregates(rows: number, found: unknown[]): ColumnProfile {
  return {
    nulls: rows - Number(found[0]),
    integers: Number(found[1]),
    reals: Number(found[2]),
    texts: Number(found[3]),
    blobs: Number(found[4]),
    bytes: Number(found[5]),
    maxBytes: Number(found[6] ?? 0),
    maxChars: Number(found[7] ?? 0),
    minInteger: found[8] === null ? null : String(found[8]),
    maxInteger: found[9] === null ? null : String(found[9]),
    emptyTexts: Number(found[10]),
    nulTexts: 0,
    invalidTexts: 0,
    forms: {},
    sample: null,
    misfit: null,
  };
}

/** Values looked at before a form is asked of a whole column: one that none of them has cannot be the form of all. */
const FORM_SAMPLE = 500;

function countForms(
  db: SqliteHandle,
  table: string,
  column: CatalogColumn,
  profile: ColumnProfile,
): Partial<Record<Form, number>> {
  const asked = formsToTest(column.declared, profile.texts);
  if (asked.length === 0) return {};
  const c = quoteSqlite(column.name);
  const count = (forms: Form[], limit: number): Partial<Record<Form, number>> => {
    if (forms.length === 0) return {};
    // A subquery with a limit is not merged into the query around it, so JSON is read once for both its forms.
    const kind = asked.includes('jsonb') ? `, ${jsonKind(c)} AS json_kind` : '';
    const rows = `SELECT ${c}${kind} FROM ${table} WHERE ${c} IS NOT NULL LIMIT ${limit}`;
    const counts = forms
      .map((form) => `count(*) FILTER (WHERE ${formCondition(form, c).replace(jsonKind(c), 'json_kind')})`)
      .join(', ');
    const found = db.prepare(`SELECT ${counts} FROM (${rows})`).raw().get() as bigint[];
    return Object.fromEntries(forms.map((form, index) => [form, Number(found[index])]));
  };
  const sample = count(asked, FORM_SAMPLE);
  const likely = count(
    asked.filter((form) => (sample[form] ?? 0) > 0),
    -1,
  );
  const values = profile.integers + profile.reals + profile.texts + profile.blobs;
  const fits = Object.values(likely).includes(values);
  // Where no form fits all, a finding says how many values have which: then every form is counted.
  const rest = asked.filter((form) => !(form in likely));
  const others = fits ? Object.fromEntries(rest.map((form) => [form, 0])) : count(rest, -1);
  return { ...likely, ...others };
}

/** Picks out values that keep a column from its declared type; null where there can be none. */
function misfitCondition(column: CatalogColumn, profile: ColumnProfile): string | null {
  const c = quoteSqlite(column.name);
  const values = profile.integers + profile.reals + profile.texts + profile.blobs;
  const counts = Object.entries(profile.forms) as [Form, number][];
  const best = counts.sort((a, b) => b[1] - a[1])[0];
  if (best) return best[1] < values ? `NOT (${formCondition(best[0], c)})` : null;
  const expected = { integer: 'integer', text: 'text', blob: 'blob', real: 'real', numeric: null };
  const storage = column.declared === '' ? null : expected[affinityOf(column.declared)];
  return storage === null ? null : `typeof(${c}) <> '${storage}'`;
}

function sampleOf(db: SqliteHandle, table: string, column: CatalogColumn, condition: string): string | null {
  const c = quoteSqlite(column.name);
  const value = db
    .prepare(
      `SELECT CASE typeof(${c}) WHEN 'blob' THEN 'x''' || hex(substr(${c}, 1, 16)) || ''''
         ELSE substr(CAST(${c} AS TEXT), 1, 80) END FROM ${table} WHERE ${c} IS NOT NULL AND (${condition}) LIMIT 1`,
    )
    .pluck()
    .get();
  return typeof value === 'string' ? value.toWellFormed() : null;
}

/** Looks at all texts of a table as one stream of bytes; only where something is wrong are columns asked one by one. */
function countBadText(db: SqliteHandle, table: CatalogTable, columns: Record<string, ColumnProfile>): void {
  const texts = table.columns.filter((column) => (columns[column.name]?.texts ?? 0) > 0);
  if (texts.length === 0) return;
  // A separator below 0x80 keeps a broken sequence at the end of one value from being completed by the next.
  const parts = texts.map(({ name }) => {
    const c = quoteSqlite(name);
    return `CASE typeof(${c}) WHEN 'text' THEN ${c} END`;
  });
  // Where SQLite has to convert texts, it mends what is wrong with them: then each is looked at as it is stored.
  let suspicious = isUtf16(db);
  for (const block of suspicious ? [] : walkText(db, table, parts, 1000)) {
    if (!isUtf8(block) || block.includes(0)) {
      suspicious = true;
      break;
    }
  }
  if (!suspicious) return;
  for (const column of texts) {
    const profile = columns[column.name];
    if (!profile) continue;
    const c = quoteSqlite(column.name);
    const values = db
      .prepare(`SELECT ${utf8Cast(db, c)} FROM ${quoteSqlite(table.name)} WHERE typeof(${c}) = 'text'`)
      .pluck()
      .iterate() as IterableIterator<Buffer>;
    for (const value of values) {
      if (value.includes(0)) profile.nulTexts++;
      if (!isUtf8(value)) profile.invalidTexts++;
    }
  }
}

/** CHECKs can be switched off in SQLite, so rows may violate them. */
function countViolations(db: SqliteHandle, table: CatalogTable): (number | null)[] {
  return readTableClauses(table.sql).checks.map(({ expression }) => {
    try {
      const name = quoteSqlite(table.name);
      return Number(db.prepare(`SELECT count(*) FROM ${name} WHERE NOT (${expression}\n)`).pluck().get());
    } catch {
      // It calls a function of the application.
      return null;
    }
  });
}

/** Exact only where it matters: small values cannot add up to much. */
function largestRow(db: SqliteHandle, table: CatalogTable, columns: Record<string, ColumnProfile>): number {
  const bound = Object.values(columns).reduce((sum, column) => sum + column.maxBytes, 0);
  if (bound < 64 * 1024) return bound;
  const sum = table.columns.map(({ name }) => `coalesce(octet_length(${quoteSqlite(name)}), 0)`);
  return Number(
    db
      .prepare(`SELECT max(${sum.join(' + ')}) FROM ${quoteSqlite(table.name)}`)
      .pluck()
      .get() ?? 0,
  );
}
