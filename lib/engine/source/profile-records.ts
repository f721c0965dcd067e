/** The profile of ordinary columns from the records themselves; SQLite is asked only for what they do not say. */
import { affinityOf, type CatalogColumn, type CatalogTable } from './catalog.ts';
import { decimalForm, decimalParts, type Form, formsToTest } from './forms.ts';
import type { SqliteHandle } from './open.ts';
import type { Piece } from './pieces.ts';
import { addNumbers, valuesOf } from './profile-classes.ts';
import { countsDecimals } from './profile-forms.ts';
import { DecimalTally } from './records/decimals.ts';
import { hasReadableRecords, rootOf } from './records/file.ts';
import { damaged, Pages } from './records/pages.ts';
import { type Scanned, scanRecords } from './records/scan.ts';
import { Tally } from './records/tally.ts';
import type { ColumnProfile } from './table-profile.ts';

export interface FromRecords {
  /** Columns whose profile is filled in. */
  done: Set<string>;
  /** Of these, the ones whose decimal places are still to be asked for, and whose longest text is. */
  places: Set<string>;
  longest: Set<string>;
}

/** Null for what is not kept as a tree of rowids, or not in UTF-8. */
export function profileRecords(
  db: SqliteHandle,
  table: CatalogTable,
  piece: Piece,
  profiles: Record<string, ColumnProfile>,
): FromRecords | null {
  if (table.kind !== 'table' || table.withoutRowid || !hasReadableRecords(db)) return null;
  const stored = table.columns.filter(({ generated }) => generated !== 'virtual');
  const tallies = stored.map((column) => (column.name === table.rowidColumn ? null : tallyOf(column)));
  using pages = new Pages(db.name);
  const scanned = scanRecords(pages, rootOf(db, table.name), piece, tallies);
  if (scanned.rows !== piece.rows) throw damaged(`rows of ${table.name} and its index`);
  const found: FromRecords = { done: new Set(), places: new Set(), longest: new Set() };
  stored.forEach((column, at) => {
    const profile = profiles[column.name] as ColumnProfile;
    const tally = tallies[at];
    if (!tally) fillRowid(profile, scanned);
    // The default of a column that was added later is SQLite's to say.
    else if (tally.missingRows > 0 && column.default !== null) return;
    else fill(column, tally, profile, found);
    found.done.add(column.name);
  });
  return found;
}

function tallyOf({ declared }: CatalogColumn): Tally {
  const parts = decimalParts(decimalForm(declared));
  const decimals = parts || countsDecimals(declared) ? new DecimalTally(parts) : null;
  return new Tally(affinityOf(declared) === 'real', formsToTest(declared, 1), decimals);
}

function fillRowid(profile: ColumnProfile, { rows, firstRowid, lastRowid }: Scanned): void {
  profile.integers = rows;
  profile.minInteger = firstRowid === null ? null : String(firstRowid);
  profile.maxInteger = lastRowid === null ? null : String(lastRowid);
  addNumbers(profile);
}

function fill(column: CatalogColumn, tally: Tally, profile: ColumnProfile, found: FromRecords): void {
  const { texts } = tally;
  profile.nulls = tally.nulls + tally.missingRows;
  profile.integers = tally.integers;
  profile.reals = tally.reals;
  profile.texts = texts.count;
  profile.blobs = tally.blobs;
  profile.blobs16 = tally.blobs16;
  profile.bytes = tally.bytes;
  profile.maxBytes = tally.maxBytes;
  addNumbers(profile);
  fillExtremes(tally, profile);
  profile.negativeZeros = tally.negativeZeros;
  profile.infinities = tally.infinities;
  profile.maxChars = texts.maxChars;
  profile.emptyTexts = texts.empty;
  profile.nulTexts = texts.withNul;
  profile.invalidTexts = texts.invalid;
  profile.needsEscape = texts.needsEscape;
  // SQLite counts the characters of such texts in a way of its own.
  if (texts.withNul + texts.invalid > 0) found.longest.add(column.name);
  fillForms(column, tally, profile, found);
}

function fillExtremes(tally: Tally, profile: ColumnProfile): void {
  if (tally.integers > 0) {
    const all = [tally.wideLeast, tally.wideMost].filter((value) => value !== null);
    if (Number.isFinite(tally.least)) all.push(BigInt(tally.least), BigInt(tally.most));
    profile.minInteger = String(all.reduce((least, value) => (value < least ? value : least)));
    profile.maxInteger = String(all.reduce((most, value) => (value > most ? value : most)));
  }
  if (tally.reals > 0) {
    // Negative zeros are counted by themselves.
    profile.minReal = tally.minReal + 0;
    profile.maxReal = tally.maxReal + 0;
  }
}

function fillForms(column: CatalogColumn, tally: Tally, profile: ColumnProfile, found: FromRecords): void {
  const { decimals, texts } = tally;
  if (countsDecimals(column.declared)) {
    const numbers = profile.integers + profile.reals;
    if (decimals?.unsure) found.places.add(column.name);
    else profile.decimals = numbers === 0 ? null : (decimals?.places ?? 0);
  }
  if (decimals?.unsure) return;
  const counted = (form: Form) => {
    if (form === 'boolean') return tally.bits + (texts.forms.boolean ?? 0);
    return form.startsWith('decimal') ? (decimals?.fitting ?? 0) : (texts.forms[form] ?? 0);
  };
  for (const form of formsToTest(column.declared, texts.count)) profile.forms[form] = counted(form);
  // A text like 0000-00-00 is worth a word only where not all have one form.
  const settled = Object.values(profile.forms).includes(valuesOf(profile));
  if (/DATE|TIME/i.test(column.declared) && !settled) profile.zeroDates = texts.zeroDates;
}
