/** What people type for amounts: `100k`, `1m`, `250000`. */
const UNITS: Record<string, number> = { '': 1, k: 1e3, m: 1e6 };

/** @throws RangeError for what is no amount of rows */
export function parseRows(text: string): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([km]?)$/i.exec(text) ?? [];
  const rows = Math.round(Number(digits) * (UNITS[unit.toLowerCase()] ?? Number.NaN));
  if (!(rows >= 100 && rows <= 1e9)) {
    throw new RangeError('A number of rows from 100 to 1000m is needed: 250000, 100k, 1m.');
  }
  return rows;
}

/** `reference,narrow` into its names. @throws RangeError for one that is none of `known` */
export function parseNames<Name extends string>(text: string, known: readonly Name[]): Name[] {
  return text.split(',').map((part) => {
    const found = known.find((name) => name === part.trim());
    if (!found) throw new RangeError(`There is no "${part.trim()}". There are: ${known.join(', ')}.`);
    return found;
  });
}

/** A tenth, the same and ten times a million, up to what was asked for; always at least two sizes. */
export function growthSizes(largest: number): number[] {
  const sizes = [1e5, 1e6, 1e7, 1e8].filter((size) => size < largest);
  return sizes.length === 0 ? [Math.round(largest / 10), largest] : [...sizes, largest];
}
