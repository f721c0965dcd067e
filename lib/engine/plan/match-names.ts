/** Which table and column of the source stands for which that is there already. */
import type { CatalogTable } from '../source/catalog.ts';
import type { TableShape } from '../target/shape.ts';
import type { PlanContext } from './context.ts';
import { mapName } from './names.ts';

/** For every table in match mode the one that stands there under its name, if any. */
export function findCounterparts(context: PlanContext, wantedName: (table: CatalogTable) => string): void {
  const shapes = context.input.there?.shapes ?? [];
  const tables = context.tables.filter((table) => context.rowsMode(table.name) !== null);
  const pairs = pairNames(
    tables.map(wantedName),
    shapes.map((shape) => shape.name),
  );
  for (const table of tables) {
    const shape = shapes.find(({ name }) => name === pairs.get(wantedName(table)));
    if (shape) context.counterparts.set(table.name, shape);
  }
}

/** Source name → the name of the column there. */
export function matchedColumns(
  table: CatalogTable,
  wantedName: (column: string) => string,
  there: TableShape | undefined,
): Map<string, string> {
  const pairs = pairNames(
    table.columns.map((column) => wantedName(column.name)),
    there?.columns.map((column) => column.name) ?? [],
  );
  return new Map(
    table.columns.flatMap(({ name }) => {
      const found = pairs.get(wantedName(name));
      return found === undefined ? [] : [[name, found]];
    }),
  );
}

/**
 * Pairs by the exact name, then by the folded one, then in snake case; a pair is made only where it is the only one
 * possible on both sides.
 */
export function pairNames(wanted: string[], there: string[]): Map<string, string> {
  const pairs = new Map<string, string>();
  const used = new Set<string>();
  for (const form of FORMS) {
    const left = there.filter((name) => !used.has(name));
    const open = wanted.filter((name) => !pairs.has(name));
    for (const name of open) {
      const same = (other: string) => form(other) === form(name);
      const [found, ...others] = left.filter(same);
      if (found === undefined || others.length > 0 || open.filter(same).length > 1) continue;
      pairs.set(name, found);
      used.add(found);
    }
  }
  return pairs;
}

const FORMS: ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toLowerCase(),
  (name) => mapName(name, 'snake'),
];
