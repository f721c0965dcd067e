/** The choices for one column or table: its own, else those of the whole document. */
import type { ColumnChoices, Orphans, Overrides } from '../overrides.ts';

export function columnChoices(overrides: Overrides, table: string, column: string): ColumnChoices {
  const { misfits, text, zone } = overrides;
  return { misfits, text, zone, ...overrides.tables?.[table]?.columns?.[column] };
}

export function orphanChoice(overrides: Overrides, table: string): Orphans {
  return overrides.tables?.[table]?.orphans ?? overrides.orphans ?? 'not-valid';
}

/** Where in the document a choice for the column stands, for error messages. */
export function columnPlace(table: string, column: string, choice: keyof ColumnChoices): string {
  return `tables.${table}.columns.${column}.${choice}`;
}
