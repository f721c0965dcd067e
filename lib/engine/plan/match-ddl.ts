/** A staging table of the shape of one that stands there: its types, NOT NULL, CHECKs and generated columns. */
import type { TablePlan } from '../types.ts';

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * LIKE takes no sequences along, so that loading counts nothing on. Of columns that the source has not, those stay
 * whose default acts on nothing: CHECKs may read them.
 */
export function stagedLike(table: TablePlan, schema: string, staging: string): string[] {
  const name = `${quote(staging)}.${quote(table.target)}`;
  const there = `${quote(schema)}.${quote(table.target)}`;
  const create = `CREATE TABLE ${name} (LIKE ${there} INCLUDING CONSTRAINTS INCLUDING GENERATED)`;
  const changes = (table.match?.extra ?? []).flatMap((column) => {
    if (!column.staged) return [`DROP COLUMN ${quote(column.name)} CASCADE`];
    return column.default === null
      ? []
      : [`ALTER COLUMN ${quote(column.name)} SET DEFAULT ${column.default}`];
  });
  return changes.length === 0 ? [create] : [create, `ALTER TABLE ${name} ${changes.join(', ')}`];
}
