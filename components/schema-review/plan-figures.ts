/** What the schema review says of a plan: marks, totals, which finding belongs where. Pure. */
import type { Finding, Plan, TablePlan } from '../../lib/engine/types.ts';
import { type Loss, lossOf } from './loss.ts';

export type Mark = 'ok' | 'info' | 'warning' | 'blocker';
const ORDER: Mark[] = ['ok', 'info', 'warning', 'blocker'];

/** The source's name of the table that a finding is about; null for the plan as a whole. */
export function tableOf(finding: Finding, tables: Set<string>): string | null {
  const { table } = finding.params;
  if (typeof table === 'string' && tables.has(table)) return table;
  if (tables.has(finding.object)) return finding.object;
  // `table.column` and `table(columns)`: names may hold dots themselves, so the longest that fits.
  const ends = [...finding.object.matchAll(/[.(]/g)].map(({ index }) => index).reverse();
  for (const end of ends) {
    const name = finding.object.slice(0, end);
    if (tables.has(name)) return name;
  }
  return null;
}

export interface TableReview {
  table: TablePlan;
  findings: Finding[];
  mark: Mark;
  /** Worth a look: findings that somebody must decide, or a table there that is not the same. */
  differs: boolean;
  /** What does not arrive as it is, by the column's name in the source; null for rows or columns as a whole. */
  losses: Map<string | null, Loss[]>;
}

export interface PlanReview {
  tables: TableReview[];
  /** Findings of the plan as a whole, or of tables that are not carried. */
  general: Finding[];
}

/** `accepted`: warnings that somebody took upon them with a reason; they are notes from then on. */
export function reviewOf(plan: Plan, accepted: ReadonlySet<Finding> = new Set()): PlanReview {
  const names = new Set(plan.tables.map((table) => table.source));
  const byTable = Map.groupBy(plan.findings, (finding) => tableOf(finding, names));
  const tables = plan.tables.map((table) => {
    const findings = bySeverity(byTable.get(table.source) ?? []);
    const mark = markOf(findings, accepted);
    const differs = ORDER.indexOf(mark) > 1 || (table.existing?.differences.length ?? 0) > 0;
    return { table, findings, mark, differs, losses: lossesOf(table, findings) };
  });
  return { tables, general: bySeverity(byTable.get(null) ?? []) };
}

export function markOf(findings: Finding[], accepted: ReadonlySet<Finding> = new Set()): Mark {
  return findings.reduce<Mark>((worst, finding) => {
    const mark = accepted.has(finding) ? 'info' : finding.severity;
    return ORDER.indexOf(mark) > ORDER.indexOf(worst) ? mark : worst;
  }, 'ok');
}

function lossesOf(table: TablePlan, findings: Finding[]): TableReview['losses'] {
  const columns = new Map(table.columns.map(({ source }) => [`${table.source}.${source}`, source]));
  const found = findings.flatMap((finding) => {
    const loss = lossOf(finding);
    return loss ? [{ loss, column: columns.get(finding.object) ?? null }] : [];
  });
  return new Map(
    [...Map.groupBy(found, ({ column }) => column)].map(([column, all]) => [
      column,
      all.map(({ loss }) => loss),
    ]),
  );
}

function bySeverity(findings: Finding[]): Finding[] {
  return findings.toSorted((a, b) => ORDER.indexOf(b.severity) - ORDER.indexOf(a.severity));
}

/** The first to look at, else the first. */
export function firstToLookAt({ tables }: PlanReview): TableReview | null {
  const worst = tables.toSorted((a, b) => ORDER.indexOf(b.mark) - ORDER.indexOf(a.mark))[0];
  return worst && ORDER.indexOf(worst.mark) > 1 ? worst : (tables[0] ?? null);
}

export function planTotals(plan: Plan) {
  const totals = { tables: plan.tables.length, rows: 0, bytes: 0, columns: 0, keys: 0, foreignKeys: 0 };
  for (const table of plan.tables) {
    totals.rows += table.rows;
    totals.bytes += table.bytes;
    totals.columns += table.columns.length;
    totals.keys += table.indexes.length + (table.primaryKey ? 1 : 0);
    totals.foreignKeys += table.foreignKeys.length;
  }
  return totals;
}

export type StorageClass = 'integers' | 'reals' | 'texts' | 'blobs' | 'nulls';
const CLASSES: StorageClass[] = ['integers', 'reals', 'texts', 'blobs', 'nulls'];

/** The storage classes that occur in a column, as shares of all its values; largest first, NULL last. */
export function storageShares(
  values: TablePlan['columns'][number]['values'],
): { kind: StorageClass; count: number; share: number }[] {
  const all = CLASSES.reduce((sum, kind) => sum + values[kind], 0);
  return CLASSES.filter((kind) => values[kind] > 0)
    .map((kind) => ({ kind, count: values[kind], share: values[kind] / all }))
    .sort((a, b) => Number(a.kind === 'nulls') - Number(b.kind === 'nulls') || b.count - a.count);
}

export const REPLACEABLE = 'TGT-NOT-EMPTY';

/** What stands in the way: of blockers, the one about tables of the same name goes when they may be replaced. */
export function blockersLeft(plan: Plan, replace: boolean): Finding[] {
  return plan.findings.filter(
    ({ severity, code }) => severity === 'blocker' && !(replace && code === REPLACEABLE),
  );
}
