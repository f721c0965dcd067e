/** A query of SQLite as one of PostgreSQL that returns the same rows in the same order, as far as an order was asked for. */

import type { Compound, Expr, OrderTerm, Select, SelectCore } from '../sql/ast.ts';
import { foldName, sameName } from '../sql/fold.ts';
import { groupKey, orderTerm, windowSql } from './aggregates.ts';
import { type Group, isAggregated, watchColumns } from './bare.ts';
import { asBoolean, asText, asValue } from './coerce.ts';
import { type Body, combine, scopeColumn, translateValues } from './compound.ts';
import { translateFrom } from './from.ts';
import type { Scope, TranslatedSelect } from './scope.ts';
import { quoteName, type Typed, Untranslatable } from './typed.ts';
import { translateWith } from './with.ts';

export function translateSelect(select: Select, scope: Scope): TranslatedSelect {
  const withSql = select.with ? translateWith(select.with, scope, translateCompound) : '';
  const body = translateCompound(select.body, scope, select.orderBy);
  const plain = select.body.node === 'core' && !select.body.core.distinct;
  const limit = limits(select, scope);
  const { columns } = body;
  if (select.orderBy.length === 0) return { columns, sql: `${withSql}${body.sql}${limit}` };
  if (plain) {
    const order = select.orderBy.map((term) => orderTerm(ordered(term, body), term)).join(', ');
    return { columns, sql: `${withSql}${body.sql} ORDER BY ${order}${limit}` };
  }
  // The order of a compound or DISTINCT can name result columns alone, without COLLATE: one level further out it can.
  const outer = outerScope(body, scope);
  const order = select.orderBy.map((term) => orderTerm(outerOrdered(term, body, outer), term)).join(', ');
  return { columns, sql: `${withSql}SELECT * FROM (${body.sql}) AS q ORDER BY ${order}${limit}` };
}

export function translateCompound(body: Compound, scope: Scope, orderBy: OrderTerm[] = []): Body {
  if (body.node === 'core') return translateCore(body.core, scope.child(), orderBy);
  if (body.node === 'values') return translateValues(body.rows, scope);
  const left = translateCompound(body.left, scope);
  const right = translateCompound(body.right, scope);
  return combine(body, left, right);
}

interface Output {
  expr: Expr | null;
  name: string;
  target: string;
  value: Typed;
}

function translateCore(core: SelectCore, scope: Scope, orderBy: OrderTerm[]): Body {
  const from = core.from ? ` FROM ${translateFrom(core.from, scope)}` : '';
  let output = outputOf(core, scope);
  const where = core.where ? ` WHERE ${asBoolean(scope.expr(core.where))}` : '';
  const groups = core.groupBy.map((expr) => groupedBy(expr, core, scope));
  const groupSql = groups.map(({ sql }) => sql).join(', ');
  if (isAggregated(core, orderBy)) {
    watchColumns(core, groups, orderBy, scope);
    output = outputOf(core, scope);
  }
  const having = core.having ? ` HAVING ${asBoolean(scope.expr(core.having))}` : '';
  const windows = core.windows.map(({ name, window }) => `${quoteName(name)} AS ${windowSql(window, scope)}`);
  const list = output.map(({ target, value }) => `${value.sql} AS ${quoteName(target)}`).join(', ');
  return {
    sql: [
      `SELECT ${core.distinct ? distinct(output) : ''}${list}`,
      from,
      where,
      groupSql === '' ? '' : ` GROUP BY ${groupSql}`,
      having,
      windows.length > 0 ? ` WINDOW ${windows.join(', ')}` : '',
    ].join(''),
    columns: output.map(({ name, target, value }) => ({ ...scopeColumn(name, value), target })),
    values: output.map(({ value }) => value),
    exprs: output.map(({ expr }) => expr),
    scope,
  };
}

function outputOf(core: SelectCore, scope: Scope): Output[] {
  const output = core.columns.flatMap((column): Output[] => {
    if (column.node === 'star') return star(column.table, scope);
    const { expr, alias } = column;
    const value = scope.expr(expr);
    const name = alias ?? (expr.node === 'column' ? expr.name : column.text);
    if (alias !== null) scope.aliases.set(foldName(alias), value);
    return [{ expr, name, target: targetName(expr, alias, scope) ?? name, value: asValue(value) }];
  });
  if (output.length === 0) throw new Untranslatable('a query without columns');
  const named = distinctNames(output);
  if (!core.distinct) return named;
  // json has no equality.
  return named.map((column) =>
    column.value.kind === 'json'
      ? { ...column, value: { sql: asText(column.value), kind: 'text' as const } }
      : column,
  );
}

/** Of two columns of one name SQLite calls the second `name:1`. */
function distinctNames(output: Output[]): Output[] {
  const taken = new Set<string>();
  return output.map((column) => {
    const free = (suffix: string) =>
      !taken.has(foldName(column.name + suffix)) && !taken.has(foldName(column.target + suffix));
    let suffix = '';
    for (let number = 1; !free(suffix); number++) suffix = `:${number}`;
    const renamed = { ...column, name: column.name + suffix, target: column.target + suffix };
    taken.add(foldName(renamed.name)).add(foldName(renamed.target));
    return renamed;
  });
}

/** Rows are the same when their collations say so. */
function distinct(output: Output[]): string {
  const keys = output.map(({ value }) => groupKey(value));
  return keys.every((key, at) => key === output[at]?.value.sql)
    ? 'DISTINCT '
    : `DISTINCT ON (${keys.join(', ')}) `;
}

/** A plain column keeps the name it has in the target. */
function targetName(expr: Expr, alias: string | null, scope: Scope): string | null {
  if (alias !== null || expr.node !== 'column') return alias;
  for (const relation of scope.relations) {
    if (expr.table !== null && relation.alias !== foldName(expr.table)) continue;
    const column = relation.columns.find(({ name }) => sameName(name, expr.name));
    if (column) return column.target;
  }
  return null;
}

function star(table: string | null, scope: Scope): Output[] {
  const seen = new Set<string>();
  const relations = scope.relations.filter(({ alias }) => table === null || alias === foldName(table));
  return relations.flatMap(({ alias, columns, partial }) => {
    if (partial)
      throw new Untranslatable(`* stands for all columns of ${alias}(), some of which are SQLite's own`);
    return columns.flatMap((column): Output[] => {
      const folded = foldName(column.name);
      if (table === null && scope.merged.has(folded)) {
        if (seen.has(folded)) return [];
        seen.add(folded);
      }
      const expr: Expr = { node: 'column', table: alias, name: column.name, quoted: false };
      const merged = table === null ? scope.merged.get(folded) : null;
      const value = merged ?? scope.find(alias, column.name) ?? { ...column.value, sql: column.sql };
      return [{ expr, name: column.name, target: column.target, value }];
    });
  });
}

/** A number means a result column; an alias, what it stands for, unless a column is called so. */
function groupedBy(term: Expr, core: SelectCore, scope: Scope): Group & { sql: string } {
  const expr = term.node === 'collate' ? term.arg : meant(term, core, scope);
  const value = scope.expr(term.node === 'collate' ? term : expr);
  const sql = groupKey(value);
  return { expr, sql, folded: sql !== value.sql };
}

function meant(term: Expr, core: SelectCore, scope: Scope): Expr {
  const columns = core.columns.map((column) => (column.node === 'expr' ? column : null));
  if (term.node === 'integer') {
    const column = columns[Number(term.value) - 1];
    if (!column) throw new Untranslatable('GROUP BY a column that is not there');
    return column.expr;
  }
  if (term.node !== 'column' || term.table !== null || scope.has(term.name)) return term;
  const named = columns.find((column) => column?.alias && sameName(column.alias, term.name));
  return named?.expr ?? term;
}

/** A result column by its number or name, with the COLLATE written behind it. */
function resultColumn(term: OrderTerm, body: Body): Typed | undefined {
  const { expr } = term;
  if (expr.node === 'integer') return body.values[Number(expr.value) - 1];
  if (expr.node === 'collate') {
    const value = resultColumn({ ...term, expr: expr.arg }, body);
    return value && { ...value, collation: expr.collation, explicit: true };
  }
  if (expr.node !== 'column' || expr.table !== null) return undefined;
  const at = body.columns.findIndex(({ name }) => sameName(name, expr.name));
  return at < 0 ? undefined : body.values[at];
}

function ordered(term: OrderTerm, body: Body): Typed {
  return resultColumn(term, body) ?? body.scope.expr(term.expr);
}

/** What the ORDER BY of a compound or DISTINCT can name: the result columns, seen from outside. */
function outerScope(body: Body, scope: Scope): Scope {
  const outer = scope.child();
  outer.relations.push({
    alias: 'q',
    columns: body.columns.map((column) => ({ ...column, sql: `q.${quoteName(column.target)}` })),
  });
  return outer;
}

function outerOrdered(term: OrderTerm, body: Body, outer: Scope): Typed {
  const columns = body.columns.map(({ target, value }) => ({ ...value, sql: `q.${quoteName(target)}` }));
  const found = resultColumn(term, { ...body, values: columns });
  if (found) return found;
  if (term.expr.node === 'collate') {
    const { arg, collation } = term.expr;
    return { ...outerOrdered({ ...term, expr: arg }, body, outer), collation, explicit: true };
  }
  const key = body.scope.keyOf(term.expr);
  const at = body.exprs.findIndex((expr) => expr !== null && body.scope.keyOf(expr) === key);
  return columns[at] ?? outer.expr(term.expr);
}

function limits(select: Select, scope: Scope): string {
  const limit = select.limit && scope.expr(select.limit);
  const offset = select.offset && scope.expr(select.offset);
  return `${count(limit, 'LIMIT', 'NULL')}${count(offset, 'OFFSET', '0')}`;
}

/** A negative limit is none. */
function count(value: Typed | null, word: string, negative: string): string {
  if (!value) return '';
  if (value.literal === undefined) {
    return ` ${word} (SELECT CASE WHEN n < 0 THEN ${negative} ELSE n END FROM (SELECT ${value.sql}) AS l (n))`;
  }
  return value.sql.startsWith('-') ? '' : ` ${word} ${value.sql}`;
}
