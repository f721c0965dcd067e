/** Tables and joins. Fills the scope with what can be named from there on. */

import type { From } from '../sql/ast.ts';
import { foldName } from '../sql/fold.ts';
import { asBoolean } from './coerce.ts';
import type { Scope, ScopeColumn } from './scope.ts';
import { quoteName, Untranslatable } from './typed.ts';

export function translateFrom(from: From, scope: Scope): string {
  switch (from.node) {
    case 'table': {
      const relation = scope.relation(from.name);
      const alias = from.alias ?? from.name;
      enter(scope, alias, relation.columns);
      // The alias always stands: references are made with it, whatever the table is called in the target.
      return `${quoteName(relation.target)} AS ${quoteName(alias)}`;
    }
    case 'select': {
      const { sql, columns } = scope.select(from.select);
      const alias = from.alias ?? `subquery ${scope.relations.length + 1}`;
      enter(scope, alias, columns);
      return `(${sql}) AS ${quoteName(alias)}`;
    }
    case 'table-function':
      throw new Untranslatable(`the table-valued function ${from.name}() is not translated`);
    case 'join':
      return join(from, scope);
  }
}

function enter(scope: Scope, alias: string, columns: ScopeColumn[]): void {
  scope.relations.push({
    alias: foldName(alias),
    columns: columns.map((column) => ({ ...column, sql: `${quoteName(alias)}.${quoteName(column.target)}` })),
  });
}

function join(from: Extract<From, { node: 'join' }>, scope: Scope): string {
  const left = translateFrom(from.left, scope);
  const before = scope.relations.length;
  const inner = translateFrom(from.right, scope);
  const right = from.right.node === 'join' ? `(${inner})` : inner;
  const kind = from.kind.toUpperCase();
  const using = from.natural ? common(scope, before) : from.using;
  if (using.length > 0) {
    const conditions = using.map((name) => merge(scope, before, name, from.kind));
    return `${left} ${kind === 'CROSS' ? 'INNER' : kind} JOIN ${right} ON ${conditions.join(' AND ')}`;
  }
  if (!from.on)
    return `${left} ${from.kind === 'left' ? 'LEFT JOIN' : 'CROSS JOIN'} ${right}${from.kind === 'left' ? ' ON true' : ''}`;
  return `${left} ${kind} JOIN ${right} ON ${asBoolean(scope.expr(from.on))}`;
}

function common(scope: Scope, before: number): string[] {
  const names = (relations: Scope['relations']) =>
    relations.flatMap(({ columns }) => columns.map(({ name }) => foldName(name)));
  const left = new Set(names(scope.relations.slice(0, before)));
  return [...new Set(names(scope.relations.slice(before)))].filter((name) => left.has(name));
}

/** One column for both sides: the left one's, unless rows may come from the right alone. */
function merge(scope: Scope, before: number, name: string, kind: string): string {
  if (kind === 'right' || kind === 'full') throw new Untranslatable(`${kind.toUpperCase()} JOIN with USING`);
  const folded = foldName(name);
  const column = (relations: Scope['relations']) =>
    relations.flatMap(({ columns }) => columns).find((candidate) => foldName(candidate.name) === folded);
  const left = column(scope.relations.slice(0, before));
  const right = column(scope.relations.slice(before));
  if (!left || !right) throw new Untranslatable(`USING names ${name}, which is not on both sides`);
  scope.merged.add(folded);
  return `${left.sql} = ${right.sql}`;
}
