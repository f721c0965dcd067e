/** Which columns have choices that no plan knows, and what a count of their values depends on. Pure. */
import type { Overrides, Plan } from '../../lib/engine/types.ts';
import type { Change } from './document.ts';

export interface TriedPlace {
  table: string;
  column: string;
  /** The same for as long as a count would be. */
  signature: string;
}

/** Choices for a column that decide what fits; the others change nothing of it. */
const OF_COLUMN = ['type', 'misfits', 'form', 'zone', 'text', 'empty'];

export function triedColumns(plan: Plan, document: Overrides, changes: Change[]): TriedPlace[] {
  const places = new Map<string, [table: string, column: string]>();
  for (const { place } of changes) {
    const [, table, , column, choice] = place;
    if (table === undefined || column === undefined || !OF_COLUMN.includes(choice ?? '')) continue;
    places.set(JSON.stringify([table, column]), [table, column]);
  }
  const { misfits, text, zone, integers, lengths } = document;
  return [...places.values()]
    .filter(([table, column]) => isPlanned(plan, table, column))
    .map(([table, column]) => {
      const choices = document.tables?.[table];
      const own: Record<string, unknown> = { ...choices?.columns?.[column] };
      const signature = JSON.stringify([
        OF_COLUMN.map((name) => own[name] ?? null),
        choices?.where ?? null,
        [misfits, text, zone, integers, lengths].map((one) => one ?? null),
      ]);
      return { table, column, signature };
    });
}

function isPlanned({ tables }: Plan, table: string, column: string): boolean {
  const planned = tables.find(({ source }) => source === table);
  return planned?.columns.some(({ source }) => source === column) ?? false;
}
