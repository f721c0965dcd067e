/** The plan with what the choices came to, once they were tried on the rows: counts, findings, keys that can be validated. */
import { keysThatMayCollide } from '../source/collisions.ts';
import type { Kept, KeyToKeep } from '../source/quarantine.ts';
import type { ColumnPlan, Finding, ForeignKeyPlan, Plan, TablePlan } from '../types.ts';
import { orphanChoice } from './choices.ts';
import { withoutCollidingKeys } from './colliding-keys.ts';
import { blocker, info, warning } from './findings.ts';
import { planHash } from './hash.ts';
import { keptMatch, keptMatchColumn, matchKeysToKeep } from './match-kept.ts';
import { orphanOutcome } from './orphan-outcome.ts';

/** Whether there is anything to try: most plans take every row as it is. */
export function needsKeeping(plan: Plan): boolean {
  return plan.tables.some(
    (table) =>
      table.where !== null ||
      table.columns.some((column) => column.misfits !== null) ||
      keysThatMayCollide(table).length > 0 ||
      (table.match?.foreignKeys.length ?? 0) > 0 ||
      (table.foreignKeys.length > 0 && orphanChoice(plan.options.overrides, table.source) !== 'not-valid'),
  );
}

export function keysToKeep(plan: Plan): KeyToKeep[] {
  return [...ownKeysToKeep(plan), ...matchKeysToKeep(plan)];
}

function ownKeysToKeep(plan: Plan): KeyToKeep[] {
  return plan.tables.flatMap((child) =>
    child.foreignKeys.flatMap((key) => {
      const parent = plan.tables.find((table) => table.target === key.table);
      if (!parent) return [];
      return [
        {
          name: key.name,
          child: child.source,
          columns: sourceNames(child, key.columns),
          parent: parent.source,
          references: sourceNames(parent, key.references),
          quarantine: orphanChoice(plan.options.overrides, child.source) === 'quarantine',
        },
      ];
    }),
  );
}

function sourceNames(table: TablePlan, targets: string[]): string[] {
  return targets.map((name) => table.columns.find((column) => column.target === name)?.source ?? name);
}

export function applyKept(plan: Plan, kept: Record<string, Kept>): Plan {
  const found: Finding[] = [];
  /** What became of the foreign keys, by table and name. */
  const keys = new Map<string, ReturnType<typeof orphanOutcome>>();
  const toldAgain = new Set<string>();
  const sources = new Map(plan.tables.map(({ source, target }) => [target, source]));
  const tables = plan.tables.map((table) => {
    const here = kept[table.source];
    if (!here) return table;
    if (table.where !== null) {
      const params = { table: table.source, count: here.leftOut, where: table.where };
      found.push(info('ROW-WHERE', table.source, params));
    }
    const columns = table.columns.map((column) => keptColumn(table, column, here, found));
    const foreignKeys = table.foreignKeys.map((key): ForeignKeyPlan => {
      const count = here.orphans[key.name] ?? 0;
      const parent = sources.get(key.table) ?? key.table;
      const choice = orphanChoice(plan.options.overrides, table.source);
      const told = orphanOutcome(table.source, key.source, parent, count, choice);
      if (told.finding) found.push(told.finding);
      toldAgain.add(key.source);
      keys.set(JSON.stringify([table.source, key.source]), told);
      return { ...key, validate: told.validate && !key.collated };
    });
    if (table.match) found.push(...keptMatch(plan, table, here));
    return { ...table, columns, foreignKeys, leftOut: here.leftOut, quarantined: here.quarantined };
  });
  const findings = plan.findings.filter(
    ({ code, object }) => !toldAgain.has(object) || !/^(FK-ORPHANS|ROW-ORPHANS)/.test(code),
  );
  const objects = plan.objects.map((object) => {
    const key = object.kind === 'foreign-key' && keys.get(JSON.stringify([object.table, object.name]));
    return key ? { ...object, outcome: key.outcome, reason: key.reason } : object;
  });
  const done = withoutCollidingKeys(
    { ...plan, tables, objects, findings: [...findings, ...found] },
    Object.fromEntries(
      tables.map(({ source, match }) => [source, match ? {} : (kept[source]?.collisions ?? {})]),
    ),
  );
  return { ...done, hash: planHash(done) };
}

function keptColumn(table: TablePlan, column: ColumnPlan, kept: Kept, found: Finding[]): ColumnPlan {
  const result = kept.misfits[column.source];
  if (!column.misfits || !result) return column;
  if (table.match) return keptMatchColumn(table, column, result, found);
  const { policy } = column.misfits;
  const { count, sample } = result;
  if (count === 0) return { ...column, misfits: null };
  const place = `${table.source}.${column.source}`;
  const params = { column: place, count, type: column.type, sample: sample ?? '' };
  if (policy === 'quarantine') found.push(warning('COL-MISFITS-QUARANTINE', place, params));
  if (policy === 'stop') {
    found.push(blocker('COL-MISFITS-STOP', place, { ...params, types: column.choices.join(', ') }));
  }
  if (policy === 'null') {
    found.push(warning('COL-MISFITS-NULL', place, params));
    if (column.notNull) found.push(warning('COL-NULLS', place, { column: place, count }));
  }
  return {
    ...column,
    misfits: { policy, count },
    notNull: column.notNull && policy !== 'null',
  };
}
