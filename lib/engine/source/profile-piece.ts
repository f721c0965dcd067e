/** The profile of one range of a table's rows, without samples. */
import { ask, sumOf } from './ask.ts';
import type { CatalogColumn, CatalogTable } from './catalog.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { countOrphans } from './orphans.ts';
import { type Peek, peek } from './peek.ts';
import { fromPiece, type Piece } from './pieces.ts';
import { classesOf } from './profile-classes.ts';
import { aboutNumbers, decimalPlaces, likelyForms, otherForms } from './profile-forms.ts';
import { type FromRecords, profileRecords } from './profile-records.ts';
import { longest, lookAtTexts } from './profile-texts.ts';
import type { ColumnProfile, TableProfile } from './table-profile.ts';
import { unreadableColumns } from './unreadable.ts';
import { countViolations } from './violations.ts';

export function profilePiece(db: SqliteHandle, table: CatalogTable, piece: Piece): TableProfile {
  const from = fromPiece(table, piece);
  const unreadable = unreadableColumns(db, table, piece);
  const profiles = Object.fromEntries(
    table.columns.map(({ name }) => [name, noValues(unreadable.get(name))]),
  );
  const columns = table.columns
    .filter(({ name }) => !unreadable.has(name))
    .map((column) => ({
      column,
      c: quoteSqlite(column.name),
      profile: profiles[column.name] as ColumnProfile,
    }));
  const records = profileRecords(db, table, piece, profiles);
  askSqlite(
    db,
    table,
    piece,
    columns.filter(({ column }) => !records?.done.has(column.name)),
  );
  if (records) askTheRest(db, from, columns, records);
  return {
    rows: piece.rows,
    bytes: columns.reduce((sum, { profile }) => sum + profile.bytes, 0),
    maxRowBytes: largestRow(db, from, columns),
    columns: profiles,
    orphans: countOrphans(db, table, piece, profiles),
    violations: countViolations(db, table, piece),
  };
}

interface Column {
  column: CatalogColumn;
  c: string;
  profile: ColumnProfile;
}

/** Columns whose values cannot be had from the records: computed ones, tables without a rowid, UTF-16. */
function askSqlite(db: SqliteHandle, table: CatalogTable, piece: Piece, columns: Column[]): void {
  if (columns.length === 0) return;
  const from = fromPiece(table, piece);
  const peeks = peek(
    db,
    table,
    piece,
    columns.map(({ column }) => column),
  );
  const asked = columns.map(({ column, c, profile }) => {
    const guess = peeks.get(column.name) as Peek;
    const classes = classesOf(c, piece.rows, guess.seems, profile);
    const forms = likelyForms(c, column.declared, guess, profile);
    return { column, c, profile, guess, ...classes, questions: [...classes.questions, ...forms] };
  });
  ask(
    db,
    from,
    asked.flatMap(({ questions }) => questions),
  );
  ask(
    db,
    from,
    asked.flatMap(({ settle }) => settle()),
  );
  ask(
    db,
    from,
    asked.flatMap(({ column, c, profile, guess }) => aboutNumbers(c, column.declared, guess, profile)),
  );
  ask(
    db,
    from,
    columns.flatMap(({ column, c, profile }) => otherForms(c, column.declared, profile)),
  );
  lookAtTexts(db, table, piece, columns);
}

function askTheRest(db: SqliteHandle, from: string, columns: Column[], records: FromRecords): void {
  const unsure = columns.filter(({ column }) => records.places.has(column.name));
  const unknown = { forms: [], decimals: null, fitting: null };
  ask(db, from, [
    ...unsure.flatMap(({ column, c, profile }) => decimalPlaces(c, column.declared, unknown, profile)),
    ...columns.filter(({ column }) => records.longest.has(column.name)).map(longest),
  ]);
  ask(
    db,
    from,
    unsure.flatMap(({ column, c, profile }) => otherForms(c, column.declared, profile)),
  );
}

function noValues(unreadable: string | undefined): ColumnProfile {
  return {
    nulls: 0,
    integers: 0,
    reals: 0,
    texts: 0,
    blobs: 0,
    bytes: 0,
    maxBytes: 0,
    maxChars: 0,
    minInteger: null,
    maxInteger: null,
    minReal: null,
    maxReal: null,
    negativeZeros: 0,
    infinities: 0,
    decimals: null,
    emptyTexts: 0,
    zeroDates: 0,
    nulTexts: 0,
    invalidTexts: 0,
    needsEscape: unreadable !== undefined,
    blobs16: 0,
    forms: {},
    samples: [],
    misfits: [],
    sample: null,
    misfit: null,
    unreadable: unreadable ?? null,
  };
}

/** Small values cannot add up to much: only large ones are added up row by row. */
const SMALL_ROW = 64 << 10;
const SMALL_VALUE = 1 << 10;

function largestRow(
  db: SqliteHandle,
  from: string,
  columns: { column: CatalogColumn; c: string; profile: ColumnProfile }[],
): number {
  const sum = (some: typeof columns) => some.reduce((bytes, { profile }) => bytes + profile.maxBytes, 0);
  if (sum(columns) < SMALL_ROW) return sum(columns);
  const large = columns.filter(({ profile }) => profile.maxBytes >= SMALL_VALUE);
  const terms = large.map(({ c }) => `coalesce(octet_length(${c}), 0)`);
  let most = 0;
  ask(db, from, [{ sql: `max(${sumOf(terms)})`, answer: (value) => (most = Number(value ?? 0)) }]);
  return most + sum(columns.filter((column) => !large.includes(column)));
}
