/** SQLite keeps comments in the text of a CREATE TABLE alone; PostgreSQL keeps them with the table. */
import type { CatalogTable } from '../source/catalog.ts';
import { readComments } from '../sql/comments.ts';
import type { TablePlan } from '../types.ts';
import type { PlanContext } from './context.ts';

export function planComments(context: PlanContext, table: CatalogTable): TablePlan['comments'] {
  const found = readComments(table.sql);
  const comments: TablePlan['comments'] = [];
  const add = (name: string, column: string | null, text: string) => {
    comments.push({ column, text });
    const reason = column === null ? 'COMMENT ON TABLE' : 'COMMENT ON COLUMN';
    context.objects.push({ kind: 'comment', name, table: table.name, outcome: 'adapted', reason, sql: text });
  };
  if (found.table !== null) add(table.name, null, found.table);
  for (const { name, text } of found.columns) {
    // A column that a choice leaves out takes its comment along.
    if (!table.columns.some((column) => column.name === name)) continue;
    add(name, context.targetColumn(table.name, name), text);
  }
  return comments;
}
