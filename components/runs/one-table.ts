/** Of a run what concerns one table, so that a page of one table is given no more. Pure. */
import type { RunDetail } from '../../lib/data/dto/run.ts';
import type { Finding, ObjectPlan, TablePlan } from '../../lib/engine/types.ts';
import { reviewOf } from '../schema-review/plan-figures.ts';

export interface OneTable {
  plan: TablePlan | null;
  findings: Finding[];
  /** Objects of the table that were not carried as they were. */
  objects: ObjectPlan[];
  run: RunDetail;
}

export function oneTable(run: RunDetail, name: string): OneTable {
  const review = run.plan && reviewOf(run.plan).tables.find(({ table }) => table.source === name);
  const plan = review?.table ?? null;
  const objects = (run.plan?.objects ?? []).filter(
    (object) => object.outcome !== 'migrated' && (object.table === name || object.name === name),
  );
  return {
    plan,
    findings: review?.findings ?? [],
    objects,
    run: {
      ...run,
      plan: run.plan && {
        ...run.plan,
        tables: plan ? [plan] : [],
        views: [],
        triggers: [],
        objects: [],
        findings: [],
      },
      report: run.report && {
        ...run.report,
        tables: run.report.tables.filter(({ source }) => source === name),
        objects: [],
        findings: [],
      },
    },
  };
}

/** Where the page of a table is; `from` is the tab that it was opened from, to lead back there. */
export function tableHref(runId: string, name: string, from?: string): string {
  return `/runs/${runId}/tables/${encodeURIComponent(name)}${from ? `?from=${from}` : ''}`;
}
