/**
 * Columns that an aggregate query names without grouping or aggregating them. SQLite takes them from the row that
 * has the min() or max(), where there is exactly one such call, else from any row of the group. They are carried where
 * that leaves no choice: https://www.sqlite.org/lang_select.html#bareagg
 */
import type { Expr, SelectCore } from '../sql/ast.ts';
import { foldName } from '../sql/fold.ts';
import { isAggregate, orderTerm } from './aggregates.ts';
import type { Scope } from './scope.ts';
import { type Typed, Untranslatable } from './typed.ts';

export interface Group {
  expr: Expr;
  /** Its collation calls different texts the same, of which one is shown. */
  folded: boolean;
}

/** All expressions of a tree that are no part of a query inside it. */
export function* parts(value: unknown): Generator<Expr> {
  if (Array.isArray(value)) for (const item of value) yield* parts(item);
  else if (typeof value === 'object' && value !== null) {
    if ('body' in value) return;
    if ('node' in value) yield value as Expr;
    yield* parts(Object.values(value));
  }
}

export function isAggregated(core: SelectCore, orderBy: unknown): boolean {
  return core.groupBy.length > 0 || aggregates([core.columns, core.having, orderBy]).length > 0;
}

function aggregates(value: unknown) {
  return [...parts(value)].flatMap((expr) =>
    expr.node === 'call' && expr.over === null && isAggregate(expr) ? [expr] : [],
  );
}

/** Makes the scope look at each column that is named from now on. */
export function watchColumns(core: SelectCore, groups: Group[], orderBy: unknown, scope: Scope): void {
  scope.grouped = new Set(groups.flatMap(({ expr, folded }) => (folded ? [] : [scope.keyOf(expr)])));
  const known = determined(
    core,
    groups.map(({ expr }) => expr),
    scope,
  );
  const extremes = aggregates([core.columns, core.having, orderBy]).filter(
    ({ name, args }) => (name === 'min' || name === 'max') && args.length === 1,
  );
  const [extreme] = new Set(extremes.map((call) => JSON.stringify(call))).size === 1 ? extremes : [];
  scope.bare = (column: Typed, key: string, name: string): Typed => {
    if (known.primary.has(key)) return column;
    const plain = { ...column, affinity: undefined };
    if (known.all.has(key)) return { ...plain, sql: `(array_agg(${column.sql}))[1]` };
    if (!extreme?.args[0] || extreme.filter) {
      throw new Untranslatable(`${name} is neither grouped nor aggregated: SQLite takes it from any row`);
    }
    const by = scope.unwatched(() => scope.expr(extreme.args[0] as Expr));
    const order = orderTerm(by, { desc: extreme.name === 'max', nulls: 'last' });
    return { ...plain, sql: `(array_agg(${column.sql} ORDER BY ${order}))[1]` };
  };
}

/** Columns that have one value in each group: grouped ones, and what keys and equalities make of them. */
function determined(core: SelectCore, groups: Expr[], scope: Scope) {
  const all = new Set(groups.filter(({ node }) => node === 'column').map((expr) => scope.keyOf(expr)));
  const primary = new Set<string>();
  const equal = equalities(core).map(([a, b]) => [scope.keyOf(a), scope.keyOf(b)] as const);
  const covered = (alias: string, key: string[]) => key.every((name) => all.has(columnKey(alias, name)));
  for (const { alias, columns, primaryKey } of scope.relations) {
    if (primaryKey && covered(alias, primaryKey))
      for (const { name } of columns) primary.add(columnKey(alias, name));
  }
  for (let size = -1; size !== all.size; ) {
    size = all.size;
    for (const { alias, columns, keys } of scope.relations) {
      if (!keys?.some((key) => covered(alias, key))) continue;
      for (const { name } of columns) all.add(columnKey(alias, name));
    }
    for (const [a, b] of equal) {
      if (all.has(a)) all.add(b);
      if (all.has(b)) all.add(a);
    }
  }
  return { all, primary };
}

export function columnKey(alias: string, name: string): string {
  return JSON.stringify([foldName(alias), foldName(name)]);
}

/** Pairs of columns that every row of the join has equal, or of which one is NULL because it has no row. */
function equalities(core: SelectCore): [Expr, Expr][] {
  const pairs: [Expr, Expr][] = [];
  const conjuncts = (expr: Expr | null): void => {
    if (expr?.node !== 'binary') return;
    if (expr.op === 'and') {
      conjuncts(expr.left);
      conjuncts(expr.right);
    } else if (expr.op === '=' && expr.left.node === 'column' && expr.right.node === 'column') {
      pairs.push([expr.left, expr.right]);
    }
  };
  const walk = (from: SelectCore['from']): void => {
    if (from?.node !== 'join') return;
    walk(from.left);
    walk(from.right);
    if (from.kind !== 'right' && from.kind !== 'full') conjuncts(from.on);
  };
  walk(core.from);
  conjuncts(core.where);
  return pairs;
}
