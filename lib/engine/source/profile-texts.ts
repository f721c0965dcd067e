/**
 * A look at the texts themselves: NUL inside, bytes that are no UTF-8, JSON. SQLite joins the texts of a column, so that
 * few large values cross into JavaScript; only where something is wrong are they looked at one by one.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { classifyJson, type JsonKind } from '../json.ts';
import { ask, countWhere, type Question } from './ask.ts';
import type { CatalogColumn, CatalogTable } from './catalog.ts';
import { needsEscape } from './escapes.ts';
import { isUtf16, utf8Cast } from './functions.ts';
import { scanJson } from './json-scan.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { fromPiece, type Piece } from './pieces.ts';
import { is, valuesOf } from './profile-classes.ts';
import { hasPlainForm } from './profile-forms.ts';
import type { ColumnProfile } from './table-profile.ts';

/** Below 0x80, it keeps a broken sequence at the end of one text from being completed by the next. JSON never holds it. */
const SEPARATOR = 0x1f;
const MOST_JOINED = 8 << 20;

interface Column {
  column: CatalogColumn;
  profile: ColumnProfile;
}

export function lookAtTexts(db: SqliteHandle, table: CatalogTable, piece: Piece, columns: Column[]): void {
  const from = fromPiece(table, piece);
  const utf16 = isUtf16(db);
  const withTexts = columns.filter(({ profile }) => profile.texts > 0);
  const plain = (column: Column) => hasPlainForm(column.profile);
  // Where SQLite has to convert texts, it mends what is wrong with them: then each is looked at as it is stored.
  const groups = utf16 ? [] : inGroups(withTexts.filter((column) => !plain(column)));
  const rest: Question[] = [];
  const looked = new Set<Column>(withTexts.filter(plain));
  for (const column of looked) if (utf16 || !onlyTexts(column.profile)) rest.push(longest(column));
  for (const group of groups) {
    ask(
      db,
      from,
      group.map((column) => ({
        sql: joinedTexts(column),
        answer: (value) => {
          const joined = value as Buffer;
          if (!passes(joined, column.profile)) return;
          looked.add(column);
          if (!isAscii(joined) || !onlyTexts(column.profile)) rest.push(longest(column));
          if (mayHoldEmpty(joined)) rest.push(empty(column));
        },
      })),
    );
  }
  for (const column of withTexts) {
    if (!looked.has(column)) {
      eachText(db, table, piece, column);
      rest.push(longest(column), empty(column));
    } else if (!utf16 && onlyTexts(column.profile)) column.profile.maxChars = column.profile.maxBytes;
  }
  ask(db, from, rest);
}

function onlyTexts(profile: ColumnProfile): boolean {
  return profile.texts === valuesOf(profile);
}

export function longest({ column, profile }: Column): Question {
  const c = quoteSqlite(column.name);
  return {
    sql: `max(length(${c})) FILTER (WHERE ${is(c, 'text')})`,
    answer: (value) => (profile.maxChars = Number(value ?? 0)),
  };
}

function empty({ column, profile }: Column): Question {
  const c = quoteSqlite(column.name);
  return countWhere(`${is(c, 'text')} AND octet_length(${c}) = 0`, (count) => (profile.emptyTexts = count));
}

/** Columns whose texts are joined in one scan; what is too much for that is left out. */
function inGroups(columns: Column[]): Column[][] {
  const groups: Column[][] = [];
  let room = 0;
  for (const column of columns) {
    const bytes = column.profile.bytes + column.profile.texts;
    if (bytes > MOST_JOINED) continue;
    if (bytes > room) {
      groups.push([]);
      room = MOST_JOINED;
    }
    groups.at(-1)?.push(column);
    room -= bytes;
  }
  return groups;
}

function joinedTexts({ column, profile }: Column): string {
  const c = quoteSqlite(column.name);
  const filter = onlyTexts(profile) ? '' : ` FILTER (WHERE ${is(c, 'text')})`;
  return `CAST(group_concat(${c}, char(${SEPARATOR}))${filter} AS BLOB)`;
}

/** False where the texts have to be looked at one by one. */
function passes(joined: Buffer, profile: ColumnProfile): boolean {
  if (!isUtf8(joined) || joined.includes(0)) return false;
  profile.needsEscape ||= needsEscape(joined);
  if (!('json' in profile.forms)) return true;
  const kinds = { jsonb: 0, json: 0, invalid: 0 };
  let texts = 0;
  for (let at = 0; at <= joined.length; ) {
    const found = joined.indexOf(SEPARATOR, at);
    const end = found < 0 ? joined.length : found;
    kinds[scanJson(joined, at, end) ? 'jsonb' : classifyJson(joined.toString('utf8', at, end))]++;
    texts++;
    at = end + 1;
  }
  // A text may itself hold the separator.
  if (texts !== profile.texts) return false;
  takeKinds(profile, kinds);
  return true;
}

function eachText(db: SqliteHandle, table: CatalogTable, piece: Piece, { column, profile }: Column): void {
  const c = quoteSqlite(column.name);
  const texts = db
    .prepare(`SELECT ${utf8Cast(db, c)} ${fromPiece(table, piece, is(c, 'text'))}`)
    .pluck()
    .iterate() as IterableIterator<Buffer>;
  const kinds = { jsonb: 0, json: 0, invalid: 0 };
  const isJson = 'json' in profile.forms;
  for (const text of texts) {
    const nul = text.includes(0);
    const valid = isUtf8(text);
    if (nul) profile.nulTexts++;
    if (!valid) profile.invalidTexts++;
    profile.needsEscape ||= needsEscape(text);
    if (isJson) kinds[nul || !valid ? 'invalid' : classifyJson(text.toString('utf8'))]++;
  }
  if (isJson) takeKinds(profile, kinds);
}

function takeKinds(profile: ColumnProfile, kinds: Record<JsonKind, number>): void {
  profile.forms.jsonb = kinds.jsonb;
  profile.forms.json = kinds.jsonb + kinds.json;
}

/** Nothing between two separators, before the first or behind the last; so it is too where texts hold separators. */
function mayHoldEmpty(joined: Buffer): boolean {
  return (
    joined.length === 0 ||
    joined[0] === SEPARATOR ||
    joined[joined.length - 1] === SEPARATOR ||
    joined.includes(Buffer.from([SEPARATOR, SEPARATOR]))
  );
}
