/** The choices for one column or table: its own, else those of the whole document. */
import { overrideError } from '../errors.ts';
import type { ColumnChoices, Orphans, Overrides } from '../overrides.ts';

export function columnChoices(overrides: Overrides, table: string, column: string): ColumnChoices {
  const { misfits, text, zone, nocase } = overrides;
  return { misfits, text, zone, nocase, ...overrides.tables?.[table]?.columns?.[column] };
}

/** A key's values tell rows apart: none can become NULL. Said of the column it is an error, said of all it is not meant. */
export function keyChoices(overrides: Overrides, table: string, column: string): ColumnChoices {
  const own = overrides.tables?.[table]?.columns?.[column];
  for (const choice of ['misfits', 'empty'] as const) {
    if (own?.[choice] !== 'null') continue;
    throw overrideError(
      columnPlace(table, column, choice),
      'the column is part of the primary key, where nothing can be NULL.',
      'Choose quarantine for its values, or a type that holds them all.',
    );
  }
  const choices = columnChoices(overrides, table, column);
  return choices.misfits === 'null' ? { ...choices, misfits: 'widen' } : choices;
}

export function orphanChoice(overrides: Overrides, table: string): Orphans {
  return overrides.tables?.[table]?.orphans ?? overrides.orphans ?? 'not-valid';
}

/** Where in the document a choice for the column stands, for error messages. */
export function columnPlace(table: string, column: string, choice: keyof ColumnChoices): string {
  return `tables.${table}.columns.${column}.${choice}`;
}
