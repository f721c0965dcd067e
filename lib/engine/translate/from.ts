/** Tables and joins. Fills the scope with what can be named from there on. */

import type { From } from '../sql/ast.ts';
import { foldName } from '../sql/fold.ts';
import { asBoolean, unify } from './coerce.ts';
import { compare } from './compare.ts';
import type { Scope, ScopeColumn, ScopeRelation } from './scope.ts';
import { tableFunction } from './table-functions.ts';
import { quoteName, type Typed, Untranslatable } from './typed.ts';

export function translateFrom(from: From, scope: Scope): string {
  switch (from.node) {
    case 'table': {
      const relation = scope.relation(from.name);
      const alias = from.alias ?? from.name;
      enter(scope, alias, relation.columns, relation);
      // The alias always stands: references are made with it, whatever the table is called in the target.
      return `${quoteName(relation.target)} AS ${quoteName(alias)}`;
    }
    case 'select': {
      const { sql, columns } = scope.select(from.select);
      const alias = from.alias ?? `subquery ${scope.relations.length + 1}`;
      enter(scope, alias, columns);
      return `(${sql}) AS ${quoteName(alias)}`;
    }
    case 'table-function': {
      const { sql, columns } = tableFunction(
        from.name,
        from.args.map((arg) => scope.expr(arg)),
      );
      const alias = from.alias ?? from.name;
      enter(scope, alias, columns, { partial: true });
      return `${sql} AS ${quoteName(alias)}`;
    }
    case 'join':
      return join(from, scope);
  }
}

function enter(
  scope: Scope,
  alias: string,
  columns: ScopeColumn[],
  { keys, primaryKey, partial }: Pick<ScopeRelation, 'keys' | 'primaryKey' | 'partial'> = {},
): void {
  scope.relations.push({
    alias: foldName(alias),
    columns: columns.map((column) => ({ ...column, sql: `${quoteName(alias)}.${quoteName(column.target)}` })),
    keys,
    primaryKey,
    partial,
  });
}

function join(from: Extract<From, { node: 'join' }>, scope: Scope): string {
  const left = translateFrom(from.left, scope);
  const before = scope.relations.length;
  const inner = translateFrom(from.right, scope);
  const right = from.right.node === 'join' ? `(${inner})` : inner;
  const using = from.natural ? common(scope, before) : from.using;
  const conditions = using.map((name) => merge(scope, before, name, from.kind));
  if (from.on) conditions.push(asBoolean(scope.expr(from.on)));
  if (conditions.length === 0 && (from.kind === 'cross' || from.kind === 'inner'))
    return `${left} CROSS JOIN ${right}`;
  const kind = from.kind === 'cross' ? 'INNER' : from.kind.toUpperCase();
  return `${left} ${kind} JOIN ${right} ON ${conditions.length > 0 ? conditions.join(' AND ') : 'true'}`;
}

function common(scope: Scope, before: number): string[] {
  const names = (relations: Scope['relations']) =>
    relations.flatMap(({ columns }) => columns.map(({ name }) => foldName(name)));
  const left = new Set(names(scope.relations.slice(0, before)));
  return [...new Set(names(scope.relations.slice(before)))].filter((name) => left.has(name));
}

/** One column for both sides: the left one's, and the right one's for rows that come from the right alone. */
function merge(scope: Scope, before: number, name: string, kind: string): string {
  const folded = foldName(name);
  const column = (relations: Scope['relations']): Typed | undefined => {
    const found = relations
      .flatMap(({ columns }) => columns)
      .find((candidate) => foldName(candidate.name) === folded);
    return found && { ...found.value, sql: found.sql };
  };
  const left = scope.merged.get(folded) ?? column(scope.relations.slice(0, before));
  const right = column(scope.relations.slice(before));
  if (!left || !right) throw new Untranslatable(`USING names ${name}, which is not on both sides`);
  const outer = kind === 'right' || kind === 'full';
  if (outer || !scope.merged.has(folded)) scope.merged.set(folded, outer ? either(left, right) : null);
  return compare('=', left, right).sql;
}

function either(left: Typed, right: Typed): Typed {
  const { sql, ...rest } = unify([left, right]);
  return { ...left, ...rest, sql: `coalesce(${sql.join(', ')})` };
}
