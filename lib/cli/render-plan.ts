/** Tables as they are and as they will be. */
import type { ColumnPlan, Plan, TablePlan } from '../engine/index.ts';
import { bytes, columns, number, plural, printable, shortened } from './text.ts';

const SAMPLE_CHARACTERS = 32;

/** What the source holds: declared types beside what the values really are. */
export function renderSource(plan: Plan): string {
  return plan.tables
    .map((table) => {
      const rows = table.columns.map((column) => [
        `  ${column.source}`,
        column.declared || '(none)',
        classesOf(column),
        number(column.values.maxBytes),
        shortened(column.values.sample ?? '', SAMPLE_CHARACTERS),
      ]);
      const head = ['  Column', 'Declared', 'Values', '>Longest', 'For example'];
      return `${headOf(table)}\n${columns(head, rows)}`;
    })
    .join('\n\n');
}

/** What will be made of each table, and what stands in the target under its name. */
export function renderMapping(plan: Plan): string {
  return plan.tables
    .map((table) => {
      const rows = table.columns.map((column) => [
        `  ${column.source}`,
        column.declared || '(none)',
        column.target,
        column.type,
        notesOf(table, column),
      ]);
      return [
        headOf(table),
        columns(['  Column', 'Declared', 'Becomes', 'Type', ''], rows),
        ...table.indexes.map((index) => `  ${printable(indexOf(index))}`),
        ...table.foreignKeys.map((key) => `  ${printable(foreignKeyOf(key))}`),
        ...existingOf(table),
      ].join('\n');
    })
    .join('\n\n');
}

function headOf({ source, target, rows, bytes: size }: TablePlan): string {
  const name = source === target ? source : `${source} → ${target}`;
  return `${printable(name)}  (${plural(rows, 'row')}, ${bytes(size)})`;
}

function classesOf({ values }: ColumnPlan): string {
  const { nulls, integers, reals, texts, blobs } = values;
  const found = Object.entries({ integers, reals, texts, blobs, NULL: nulls }).filter(
    ([, count]) => count > 0,
  );
  return found.map(([name, count]) => `${number(count)} ${name}`).join(', ') || 'none';
}

function notesOf(table: TablePlan, column: ColumnPlan): string {
  const notes: string[] = [];
  if (table.primaryKey?.columns.includes(column.target)) notes.push('primary key');
  if (table.identity?.column === column.target) notes.push(`identity after ${table.identity.last}`);
  if (column.notNull) notes.push('not null');
  if (column.default !== null) notes.push(`default ${column.default}`);
  return notes.join(', ');
}

function indexOf({ target, unique, constraint, columns: parts }: TablePlan['indexes'][number]): string {
  const kind = constraint ? 'unique' : unique ? 'unique index' : 'index';
  const names = parts.map(({ name, desc }) => (desc ? `${name} DESC` : name));
  return `${kind} ${target} (${names.join(', ')})`;
}

function foreignKeyOf(key: TablePlan['foreignKeys'][number]): string {
  const actions = [
    key.onDelete === 'NO ACTION' ? '' : ` on delete ${key.onDelete.toLowerCase()}`,
    key.onUpdate === 'NO ACTION' ? '' : ` on update ${key.onUpdate.toLowerCase()}`,
    key.validate ? '' : ', not valid: orphans were found',
  ];
  return `foreign key (${key.columns.join(', ')}) → ${key.table} (${key.references.join(', ')})${actions.join('')}`;
}

function existingOf({ target, existing, match }: TablePlan): string[] {
  if (!existing) return [];
  if (match) return [...matchOf(target, match, existing.rows), ...differencesOf(existing)].map(printable);
  return [
    `  ${target} stands in the target already, with about ${plural(existing.rows, 'row')}`,
    ...differencesOf(existing),
  ].map(printable);
}

function differencesOf({ differences }: NonNullable<TablePlan['existing']>): string[] {
  return differences.map(
    ({ column, here, there }) => `    ${column}: ${there ?? 'missing'} there, ${here ?? 'missing'} here`,
  );
}

const ROWS = {
  fail: () => 'which must be empty',
  replace: () => 'whose rows they replace',
  upsert: (key: string[]) => `by ${key.join(', ') || 'a key that is missing'}`,
} as const;

function matchOf(target: string, { rows, key }: NonNullable<TablePlan['match']>, there: number): string[] {
  return [`  rows go into ${target} (about ${plural(there, 'row')} there), ${ROWS[rows](key)}`];
}
