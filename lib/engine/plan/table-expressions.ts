/** CHECKs and generated columns of a table. */
import { timeFormOf } from '../epochs.ts';
import type { CatalogTable } from '../source/catalog.ts';
import { readTableClauses } from '../sql/parse-table.ts';
import { assigned } from '../translate/assign.ts';
import { translateCondition, translateExpression } from '../translate/index.ts';
import type { CheckPlan, ColumnPlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { attempt, isRefused, tableScope } from './expressions.ts';
import { warning } from './findings.ts';
import { mapName, NameSpace } from './names.ts';

export function planChecks(context: PlanContext, table: CatalogTable, columns: ColumnPlan[]): CheckPlan[] {
  const scope = tableScope(table, columns);
  const target = context.tableNames.get(table.name) ?? table.name;
  const names = new NameSpace();
  return readTableClauses(table.sql).checks.flatMap((check, number): CheckPlan[] => {
    const source = check.name ?? `${table.name} CHECK ${number + 1}`;
    const expression = attempt(() => translateCondition(check.expression, scope));
    const base = { kind: 'check' as const, name: source, table: table.name };
    if (isRefused(expression)) {
      leaveOutCheck(context, base, check.expression, expression.refused);
      return [];
    }
    const violations = context.profile(table.name).violations[number];
    const reason = violationReason(violations);
    context.objects.push({ ...base, outcome: reason ? 'adapted' : 'migrated', reason, sql: null });
    if (violations) {
      const params = { table: table.name, expression: check.expression, count: violations };
      context.find(warning('CHK-VIOLATED', source, params));
    }
    const wanted = check.name ?? `${target}_check${number === 0 ? '' : number}`;
    return [
      {
        source,
        target: names.take(mapName(wanted, 'keep')),
        expression,
        sql: check.expression,
        validate: reason === null,
      },
    ];
  });
}

/** Null where SQLite could not say: the expression failed on a row, or did not come to its end. */
function violationReason(violations: number | null | undefined): string | null {
  if (violations === null) return 'NOT VALID: whether all rows keep to it was not found out';
  return violations ? `NOT VALID: ${violations} rows violate it` : null;
}

function leaveOutCheck(
  context: PlanContext,
  base: { kind: 'check'; name: string; table: string },
  expression: string,
  reason: string,
): void {
  context.objects.push({ ...base, outcome: 'left-out', reason, sql: `CHECK (${expression})` });
  context.find(warning('CHK-LEFT-OUT', base.name, { table: base.table, expression, reason }));
}

/** Gives the columns that SQLite computes an expression of PostgreSQL's, where it means the same. */
export function planGenerated(
  context: PlanContext,
  table: CatalogTable,
  columns: ColumnPlan[],
): ColumnPlan[] {
  const clauses = readTableClauses(table.sql).columns;
  const scope = tableScope(table, columns);
  return columns.map((column) => {
    const source = table.columns.find((candidate) => candidate.name === column.source);
    if (!source || source.generated === 'no') return column;
    const text = clauses.find((clause) => clause.name === column.source)?.generated ?? '';
    const place = `${table.name}.${column.source}`;
    const base = { kind: 'generated-column' as const, name: column.source, table: table.name };
    const generated = attempt(() => {
      const form = timeFormOf(column.codec);
      return assigned(translateExpression(text, scope), { type: column.type, form });
    });
    if (isRefused(generated)) {
      context.objects.push({
        ...base,
        outcome: 'adapted',
        reason: `an ordinary column with the same values: ${generated.refused}`,
        sql: text,
      });
      context.find(warning('COL-GENERATED', place, { column: place, reason: generated.refused }));
      return column;
    }
    const virtual = source.generated === 'virtual';
    context.objects.push({
      ...base,
      outcome: virtual ? 'adapted' : 'migrated',
      reason: virtual ? 'stored rather than virtual' : null,
      sql: virtual ? text : null,
    });
    return { ...column, generated };
  });
}
