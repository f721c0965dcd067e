/** From rows of two sides to differences that a person can act on: key, column, both values. */
import type { Mismatch } from '../types.ts';
import { encodingOf } from './encodings.ts';
import type { BucketRow } from './source-digest.ts';
import type { CompareColumn, CompareTable } from './types.ts';

const SHOWN = 200;

/** The first `limit` differences: rows of either side that have no equal on the other, told as changed where they share a key. */
export function namedMismatches(
  table: CompareTable,
  onlySource: BucketRow[],
  onlyTarget: BucketRow[],
  limit: number,
): Mismatch[] {
  const byKey = new Map<string, BucketRow[]>();
  for (const row of onlyTarget) {
    const key = keyOf(table, row);
    byKey.set(key, [...(byKey.get(key) ?? []), row]);
  }
  const found: Mismatch[] = [];
  for (const row of onlySource) {
    const key = keyOf(table, row);
    const partner = hasKey(table, row) ? byKey.get(key)?.shift() : undefined;
    if (partner) found.push(...columnMismatches(table, key, row, partner));
    else found.push({ key, column: null, source: rowText(table, row), target: null });
    if (found.length >= limit) return found.slice(0, limit);
  }
  for (const [key, rows] of byKey) {
    for (const row of rows) found.push({ key, column: null, source: null, target: rowText(table, row) });
  }
  return found.slice(0, limit);
}

/** The rows of `rows` that have no equal in `others`, each equal used once. */
export function without(rows: BucketRow[], others: BucketRow[]): BucketRow[] {
  const left = new Map<string, number>();
  for (const { digest } of others) left.set(digest, (left.get(digest) ?? 0) + 1);
  return rows.filter(({ digest }) => {
    const count = left.get(digest) ?? 0;
    if (count > 0) left.set(digest, count - 1);
    return count === 0;
  });
}

function columnMismatches(
  table: CompareTable,
  key: string,
  source: BucketRow,
  target: BucketRow,
): Mismatch[] {
  return table.columns.flatMap((column, at) => {
    if (source.values[at] === target.values[at]) return [];
    return [
      {
        key,
        column: column.target,
        source: shown(column, source.values[at]),
        target: shown(column, target.values[at]),
      },
    ];
  });
}

/** A unique key may be NULL: that tells no row from another. */
export function hasKey(table: CompareTable, row: BucketRow): boolean {
  if (table.key.length === 0) return false;
  return table.columns.every(({ source }, at) => !table.key.includes(source) || row.values[at] !== null);
}

/** How a person is told which row is meant. */
export function keyOf(table: CompareTable, row: BucketRow): string {
  const names = table.key.length > 0 ? table.key : table.columns.map((column) => column.source);
  const parts = names.map((name) => {
    const at = table.columns.findIndex((column) => column.source === name);
    return `${name}=${shown(table.columns[at], row.values[at]) ?? 'NULL'}`;
  });
  return parts.join(', ').slice(0, 2 * SHOWN);
}

function rowText(table: CompareTable, row: BucketRow): string {
  const parts = table.columns.map((column, at) => shown(column, row.values[at]) ?? 'NULL');
  return `(${parts.join(', ')})`.slice(0, 2 * SHOWN);
}

function shown(column: CompareColumn | undefined, value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  const text = (column && encodingOf(column).show?.(value)) ?? value;
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text;
}
