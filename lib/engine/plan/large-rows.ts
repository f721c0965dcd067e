/** Rows that PostgreSQL cannot take, or that could not be compared afterwards: said before anything is written. */
import type { CatalogTable } from '../source/catalog.ts';
import type { ColumnPlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { blocker, warning } from './findings.ts';

/** A line of COPY, its escapes included, is at most 1 GB minus one byte. The rest is for other columns and escapes. */
const LINE_BYTES = 2 ** 30 - (16 << 20);
/** JavaScript's longest text has 2^29 − 24 characters, and a comparison puts a length before it. */
const CELL_BYTES = 500 * 2 ** 20;

export function reportLargeRows(context: PlanContext, table: CatalogTable, columns: ColumnPlan[]): void {
  const profile = context.profile(table.name);
  const largest = Math.max(0, ...columns.map(({ source }) => profile.columns[source]?.maxBytes ?? 0));
  // Bytes travel as hex, two digits each.
  const line = columns.some(({ type }) => type === 'bytea') ? 2 * profile.maxRowBytes : profile.maxRowBytes;
  if (largest <= CELL_BYTES && line <= LINE_BYTES) return;
  const params = { table: table.name, bytes: Math.max(largest, profile.maxRowBytes), most: CELL_BYTES };
  // A condition may leave just these rows out.
  const find = context.tableChoices(table.name).where ? warning : blocker;
  context.find(find('ROW-TOO-LARGE', table.name, params));
}
