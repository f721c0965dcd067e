/** Views, each after those it reads. */
import { sameName } from '../sql/fold.ts';
import { parseView } from '../sql/parse.ts';
import { isLocal } from '../translate/dates.ts';
import { newScope, visible } from '../translate/index.ts';
import type { Relation } from '../translate/scope.ts';
import { quoteName, Untranslatable } from '../translate/typed.ts';
import type { TablePlan, ViewPlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { attempt, isRefused, tableRelation } from './expressions.ts';
import { info, warning } from './findings.ts';
import { mapName } from './names.ts';

export interface PlannedView {
  plan: ViewPlan;
  relation: Relation;
}

type Found = PlannedView | { refused: string };

export function planViews(context: PlanContext, tables: TablePlan[]): PlannedView[] {
  const sources = context.input.catalog.schema.filter((row) => row.type === 'view');
  const found = new Map<string, Found>();
  const underWay = new Set<string>();

  const relation = (name: string): Relation => {
    const table = tables.find((candidate) => sameName(candidate.source, name));
    const catalog = context.tables.find((candidate) => candidate.name === table?.source);
    if (table && catalog) return tableRelation(catalog, table);
    const view = sources.find((row) => sameName(row.name, name));
    if (!view) throw new Untranslatable(`it reads ${name}, which is not carried`);
    const result = translate(view.name, view.sql ?? '');
    if (isRefused(result)) throw new Untranslatable(`it reads the view ${view.name}, which is left out`);
    return result.relation;
  };

  const translate = (name: string, sql: string): Found => {
    const known = found.get(name);
    if (known) return known;
    if (underWay.has(name)) throw new Untranslatable(`it reads itself through ${name}`);
    underWay.add(name);
    const result = attempt((): Found => {
      const { columns: names, select } = parseView(sql);
      const query = visible(newScope(relation).select(select));
      const columns = query.columns.map((column, at) => {
        const own = names[at] ?? column.name;
        return {
          ...column,
          name: own,
          target: names[at] === undefined ? column.target : mapName(own, context.names),
        };
      });
      const target = context.relations.take(mapName(name, context.names));
      const list = columns.map((column) => quoteName(column.target)).join(', ');
      const plan = {
        source: name,
        target,
        sql: `CREATE VIEW ${quoteName(target)} (${list}) AS ${query.sql}`,
        original: sql,
      };
      return { plan, relation: { target, columns } };
    });
    underWay.delete(name);
    found.set(name, result);
    return result;
  };

  for (const row of sources) {
    const result = translate(row.name, row.sql ?? '');
    const base = { kind: 'view' as const, name: row.name, table: null };
    if (isRefused(result)) {
      context.objects.push({ ...base, outcome: 'left-out', reason: result.refused, sql: row.sql });
      context.find(warning('VIEW-LEFT-OUT', row.name, { view: row.name, reason: result.refused }));
    } else {
      context.objects.push({ ...base, outcome: 'migrated', reason: null, sql: null });
      if (isLocal(result.plan.sql)) context.find(info('TIME-LOCAL', row.name, { object: row.name }));
    }
  }
  // In the order in which they were finished: a view stands after all it reads.
  return [...found.values()].flatMap((result) => (isRefused(result) ? [] : [result]));
}
