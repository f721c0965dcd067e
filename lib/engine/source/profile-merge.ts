/** A table's profile from those of its pieces. Pure. */
import type { ColumnProfile, TableProfile } from './table-profile.ts';

export function mergeProfiles([first, ...others]: TableProfile[]): TableProfile {
  if (!first) throw new Error('a table has one piece at least');
  return others.reduce(mergeTwo, first);
}

function mergeTwo(a: TableProfile, b: TableProfile): TableProfile {
  const columns = Object.entries(a.columns).map(([name, column]) => {
    const other = b.columns[name];
    return [name, other ? mergeColumns(column, other) : column];
  });
  return {
    rows: a.rows + b.rows,
    bytes: a.bytes + b.bytes,
    maxRowBytes: Math.max(a.maxRowBytes, b.maxRowBytes),
    columns: Object.fromEntries(columns),
    orphans: Object.fromEntries(
      Object.entries(a.orphans).map(([id, count]) => [id, sumOrUnknown(count, b.orphans[Number(id)])]),
    ),
    violations: a.violations.map((count, at) => sumOrUnknown(count, b.violations[at])),
  };
}

function mergeColumns(a: ColumnProfile, b: ColumnProfile): ColumnProfile {
  return {
    nulls: a.nulls + b.nulls,
    integers: a.integers + b.integers,
    reals: a.reals + b.reals,
    texts: a.texts + b.texts,
    blobs: a.blobs + b.blobs,
    bytes: a.bytes + b.bytes,
    maxBytes: Math.max(a.maxBytes, b.maxBytes),
    maxChars: Math.max(a.maxChars, b.maxChars),
    minInteger: pick(a.minInteger, b.minInteger, (x, y) => BigInt(x) <= BigInt(y)),
    maxInteger: pick(a.maxInteger, b.maxInteger, (x, y) => BigInt(x) >= BigInt(y)),
    minReal: pick(a.minReal, b.minReal, (x, y) => x <= y),
    maxReal: pick(a.maxReal, b.maxReal, (x, y) => x >= y),
    negativeZeros: a.negativeZeros + b.negativeZeros,
    infinities: a.infinities + b.infinities,
    decimals: pick(a.decimals, b.decimals, (x, y) => x >= y),
    emptyTexts: a.emptyTexts + b.emptyTexts,
    zeroDates: a.zeroDates + b.zeroDates,
    nulTexts: a.nulTexts + b.nulTexts,
    invalidTexts: a.invalidTexts + b.invalidTexts,
    needsEscape: a.needsEscape || b.needsEscape,
    blobs16: a.blobs16 + b.blobs16,
    forms: mergeForms(a.forms, b.forms),
    samples: [],
    misfits: [],
    sample: null,
    misfit: null,
    unreadable: a.unreadable ?? b.unreadable,
  };
}

/** A form that was not asked of a piece is one that nothing there could have. */
function mergeForms(a: ColumnProfile['forms'], b: ColumnProfile['forms']): ColumnProfile['forms'] {
  const sum = { ...a };
  for (const [form, count] of Object.entries(b) as [keyof typeof sum, number][]) {
    sum[form] = (sum[form] ?? 0) + count;
  }
  return sum;
}

function pick<T>(a: T | null, b: T | null, first: (a: T, b: T) => boolean): T | null {
  if (a === null || b === null) return a ?? b;
  return first(a, b) ? a : b;
}

function sumOrUnknown(a: number | null, b: number | null | undefined): number | null {
  return a === null || b === null || b === undefined ? null : a + b;
}
