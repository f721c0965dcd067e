/** A query of SQLite as one of PostgreSQL that returns the same rows in the same order, as far as an order was asked for. */

import type { Compound, Expr, From, OrderTerm, Select, SelectCore } from '../sql/ast.ts';
import { foldName, sameName } from '../sql/fold.ts';
import { orderTerm, windowSql } from './aggregates.ts';
import { asBoolean, asValue } from './coerce.ts';
import { folded } from './compare.ts';
import { translateFrom } from './from.ts';
import type { Scope, ScopeColumn, TranslatedSelect } from './scope.ts';
import { quoteName, type Typed, Untranslatable } from './typed.ts';

export function translateSelect(select: Select, scope: Scope): TranslatedSelect {
  const withSql = select.with ? translateWith(select.with, scope) : '';
  const body = translateCompound(select.body, scope);
  const plain = select.body.node === 'core' && !select.body.core.distinct;
  const limit = limits(select, scope);
  if (select.orderBy.length === 0) return { columns: body.columns, sql: `${withSql}${body.sql}${limit}` };
  if (plain) {
    const order = select.orderBy.map((term) => orderTerm(ordered(term, body), term)).join(', ');
    return { columns: body.columns, sql: `${withSql}${body.sql} ORDER BY ${order}${limit}` };
  }
  // The order of a compound or DISTINCT can name result columns alone, without COLLATE: one level further out it can.
  const order = select.orderBy.map((term) => orderTerm(outerOrdered(term, body), term)).join(', ');
  return {
    columns: body.columns,
    sql: `${withSql}SELECT * FROM (${body.sql}) AS q ORDER BY ${order}${limit}`,
  };
}

interface Body extends TranslatedSelect {
  values: Typed[];
  /** What the query's own clauses could name. */
  scope: Scope;
}

function translateWith(clause: NonNullable<Select['with']>, scope: Scope): string {
  const tables = clause.tables.map(({ name, columns, select }) => {
    const inner = scope.child();
    // A recursive table's columns are those of its first part.
    if (clause.recursive && select.body.node === 'compound') {
      const first = translateCompound(firstPart(select.body), scope.child());
      inner.define(name, { target: name, columns: named(first.columns, columns) });
    }
    const { sql, columns: found } = translateSelect(select, inner);
    scope.define(name, { target: name, columns: named(found, columns) });
    const list = named(found, columns).map((column) => quoteName(column.target));
    return `${quoteName(name)} (${list.join(', ')}) AS (${sql})`;
  });
  return `WITH ${clause.recursive ? 'RECURSIVE ' : ''}${tables.join(', ')} `;
}

function firstPart(body: Compound): Compound {
  return body.node === 'compound' ? firstPart(body.left) : body;
}

function named(columns: ScopeColumn[], names: string[]): ScopeColumn[] {
  return columns.map((column, at) => {
    const name = names[at];
    return name === undefined ? column : { ...column, name, target: name };
  });
}

function translateCompound(body: Compound, scope: Scope): Body {
  if (body.node === 'core') return translateCore(body.core, scope.child());
  if (body.node === 'values') return translateValues(body.rows, scope);
  const left = translateCompound(body.left, scope);
  const right = translateCompound(body.right, scope);
  if (left.columns.length !== right.columns.length)
    throw new Untranslatable('a compound of different widths');
  const values = left.values.map((value, at) =>
    value.kind === 'null' ? (right.values[at] ?? value) : value,
  );
  const columns = left.columns.map((column, at) => ({
    ...column,
    value: { ...column.value, kind: values[at]?.kind ?? 'text' },
  }));
  // SQLite reads compounds strictly from left to right.
  const first = body.left.node === 'compound' ? `(${left.sql})` : left.sql;
  return { sql: `${first} ${body.op.toUpperCase()} ${right.sql}`, columns, values, scope };
}

function translateValues(rows: Expr[][], scope: Scope): Body {
  const translated = rows.map((row) => row.map((expr) => asValue(scope.expr(expr))));
  const values = translated[0] ?? [];
  const columns = values.map((value, at) => scopeColumn(`column${at + 1}`, value));
  return {
    sql: `VALUES ${translated.map((row) => `(${row.map(({ sql }) => sql).join(', ')})`).join(', ')}`,
    columns,
    values,
    scope,
  };
}

function translateCore(core: SelectCore, scope: Scope): Body {
  const from = core.from ? ` FROM ${translateFrom(core.from as From, scope)}` : '';
  const output = core.columns.flatMap((column) => {
    if (column.node === 'star') return star(column.table, scope);
    const value = scope.expr(column.expr);
    const name = column.alias ?? (column.expr.node === 'column' ? column.expr.name : column.text);
    if (column.alias !== null) scope.aliases.set(foldName(column.alias), value);
    return [{ name, target: targetName(column.expr, column.alias, scope) ?? name, value: asValue(value) }];
  });
  if (output.length === 0) throw new Untranslatable('a query without columns');
  const where = core.where ? ` WHERE ${asBoolean(scope.expr(core.where))}` : '';
  const groups = core.groupBy.map((expr) => grouped(expr, output, scope));
  const having = core.having ? ` HAVING ${asBoolean(scope.expr(core.having))}` : '';
  const windows = core.windows.map(({ name, window }) => `${quoteName(name)} AS ${windowSql(window, scope)}`);
  const list = output.map(({ target, value }) => `${value.sql} AS ${quoteName(target)}`).join(', ');
  return {
    sql: [
      `SELECT ${core.distinct ? 'DISTINCT ' : ''}${list}`,
      from,
      where,
      groups.length > 0 ? ` GROUP BY ${groups.join(', ')}` : '',
      having,
      windows.length > 0 ? ` WINDOW ${windows.join(', ')}` : '',
    ].join(''),
    columns: output.map(({ name, target, value }) => ({ ...scopeColumn(name, value), target })),
    values: output.map(({ value }) => value),
    scope,
  };
}

function scopeColumn(name: string, { sql: _, ...value }: Typed): ScopeColumn {
  return { name, target: name, value };
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

function star(table: string | null, scope: Scope): { name: string; target: string; value: Typed }[] {
  const seen = new Set<string>();
  const relations = scope.relations.filter(({ alias }) => table === null || alias === foldName(table));
  return relations.flatMap(({ columns }) =>
    columns.flatMap((column) => {
      const folded = foldName(column.name);
      if (table === null && scope.merged.has(folded)) {
        if (seen.has(folded)) return [];
        seen.add(folded);
      }
      return [{ name: column.name, target: column.target, value: { ...column.value, sql: column.sql } }];
    }),
  );
}

/** A number means a result column; an alias, what it stands for. */
function grouped(expr: Expr, output: { value: Typed }[], scope: Scope): string {
  const value = expr.node === 'integer' ? output[Number(expr.value) - 1]?.value : scope.expr(expr);
  if (!value) throw new Untranslatable('GROUP BY a column that is not there');
  return value.kind === 'text' && value.collation && value.collation !== 'BINARY'
    ? folded(value.sql, value.collation)
    : value.sql;
}

function ordered(term: OrderTerm, body: Body): Typed {
  return resultColumn(term, body) ?? body.scope.expr(term.expr);
}

function resultColumn(term: OrderTerm, body: Body): Typed | undefined {
  const { expr } = term;
  if (expr.node === 'integer') return body.values[Number(expr.value) - 1];
  if (expr.node !== 'column') return undefined;
  const at = body.columns.findIndex(({ name }) => sameName(name, expr.name));
  return at < 0 ? undefined : body.values[at];
}

function outerOrdered(term: OrderTerm, body: Body): Typed {
  const { expr } = term;
  const at =
    expr.node === 'integer'
      ? Number(expr.value) - 1
      : expr.node === 'column'
        ? body.columns.findIndex(({ name }) => sameName(name, expr.name))
        : -1;
  const column = body.columns[at];
  if (!column) throw new Untranslatable('ORDER BY something that is not a result column');
  return { ...column.value, sql: `q.${quoteName(column.target)}` };
}

function limits(select: Select, scope: Scope): string {
  const count = (expr: Expr | null) => (expr ? scope.expr(expr).sql : null);
  const limit = count(select.limit);
  const offset = count(select.offset);
  // A negative limit is none.
  return `${limit === null || limit.startsWith('-') ? '' : ` LIMIT ${limit}`}${offset === null ? '' : ` OFFSET ${offset}`}`;
}
