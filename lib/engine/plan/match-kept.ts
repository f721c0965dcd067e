/** Rows that go into tables of an application, once they were tried: what would be refused there stops the run here. */
import type { Kept, KeyToKeep } from '../source/quarantine.ts';
import type { ColumnPlan, Finding, MatchPlan, Plan, TablePlan } from '../types.ts';
import { orphanChoice } from './choices.ts';
import { blocker, warning } from './findings.ts';

type Key = MatchPlan['foreignKeys'][number];

/** The foreign keys there whose parents can only be rows of the source. Where rows stay, the server is asked in staging. */
export function matchKeysToKeep(plan: Plan): KeyToKeep[] {
  return plan.tables.flatMap((child) =>
    (child.match?.foreignKeys ?? []).flatMap((key): KeyToKeep[] => {
      const parent = parentOf(plan, key);
      if (!parent || parent.match?.rows === 'upsert') return [];
      const columns = key.columns.flatMap((name) => sourceOf(child, name));
      const references = key.references.flatMap((name) => sourceOf(parent, name));
      if (references.length < key.references.length) return [];
      const quarantine = orphanChoice(plan.options.overrides, child.source) === 'quarantine';
      return [
        { name: key.name, child: child.source, columns, parent: parent.source, references, quarantine },
      ];
    }),
  );
}

function parentOf(plan: Plan, key: Key): TablePlan | undefined {
  if (key.schema !== plan.target.schema) return undefined;
  return plan.tables.find((table) => table.match !== null && table.target === key.table);
}

function sourceOf(table: TablePlan, target: string): string[] {
  return table.columns.flatMap((column) => (column.target === target ? [column.source] : []));
}

/** What is found of a matched table beyond its columns: rows without parents, keys whose values become the same. */
export function keptMatch(plan: Plan, table: TablePlan, kept: Kept): Finding[] {
  const orphans = (table.match?.foreignKeys ?? []).flatMap((key): Finding[] => {
    const count = kept.orphans[key.name] ?? 0;
    if (count === 0) return [];
    const parent = parentOf(plan, key)?.source ?? key.table;
    const params = { table: table.source, parent, count, key: key.name };
    const quarantined = orphanChoice(plan.options.overrides, table.source) === 'quarantine';
    return [
      quarantined
        ? warning('ROW-ORPHANS-QUARANTINE', key.name, params)
        : blocker('MAT-ORPHANS', key.name, params),
    ];
  });
  const collisions = Object.entries(kept.collisions).map(([name, count]) => {
    const columns =
      table.primaryKey?.name === name
        ? table.primaryKey.columns
        : table.indexes.find(({ target }) => target === name)?.columns.map((column) => column.name);
    const types = (columns ?? []).map(
      (column) => table.columns.find(({ target }) => target === column)?.type,
    );
    const params = { table: table.source, key: name, count, types: types.join(', ') };
    return blocker('MAT-KEY-COLLIDES', table.source, params);
  });
  return [...orphans, ...collisions];
}

/** NOT NULL and the type are the application's: neither is loosened for what does not fit. */
export function keptMatchColumn(
  table: TablePlan,
  column: ColumnPlan,
  { count, sample }: Kept['misfits'][string],
  found: Finding[],
): ColumnPlan {
  if (!column.misfits || count === 0) return { ...column, misfits: null };
  const place = `${table.source}.${column.source}`;
  const { policy } = column.misfits;
  const params = { column: place, count, type: column.type, sample: sample ?? '' };
  if (policy === 'stop' || policy === 'widen') found.push(blocker('MAT-MISFITS', place, params));
  if (policy === 'quarantine') found.push(warning('COL-MISFITS-QUARANTINE', place, params));
  if (policy === 'null') {
    found.push(warning('COL-MISFITS-NULL', place, params));
    if (column.notNull) found.push(blocker('MAT-NULLS', place, { column: place, count }));
  }
  return { ...column, misfits: { policy, count } };
}
