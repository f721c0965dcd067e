/** Tables of which a choice carries the rows alone. */
import type { ObjectPlan, TablePlan, TriggerPlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { info } from './findings.ts';

const DROPPED: ObjectPlan['kind'][] = [
  'primary-key',
  'unique',
  'index',
  'foreign-key',
  'check',
  'identity',
  'trigger',
];
const DROPPED_FINDINGS = /^(KEY|IDX|FK|CHK|TRG|CON)-/;

export function isRowsOnly(context: PlanContext, table: string): boolean {
  return context.tableChoices(table).rowsOnly === true;
}

/** The table without keys, indexes, foreign keys and checks. */
export function rowsAlone(table: TablePlan): TablePlan {
  return { ...table, primaryKey: null, identity: null, indexes: [], foreignKeys: [], checks: [] };
}

/** Says of everything that stood on such tables that it is left out by choice. Gives the triggers that stay. */
export function reportRowsOnly(
  context: PlanContext,
  tables: TablePlan[],
  triggers: TriggerPlan[],
): TriggerPlan[] {
  const alone = tables.filter((table) => isRowsOnly(context, table.source));
  for (const { source } of alone) {
    context.find(info('TBL-ROWS-ONLY', source, { table: source }));
    for (const object of context.objects) {
      if (object.table !== source || !DROPPED.includes(object.kind)) continue;
      object.outcome = 'left-out';
      object.reason = 'of its table only the rows are carried, by choice';
    }
  }
  const names = new Set(alone.map(({ source }) => source));
  const kept = context.findings.filter(
    ({ code, params }) => !(DROPPED_FINDINGS.test(code) && names.has(String(params.table))),
  );
  context.findings.splice(0, context.findings.length, ...kept);
  return triggers.filter(({ table }) => !alone.some(({ target }) => target === table));
}
