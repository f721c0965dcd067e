/** VALUES, and queries put together by UNION and its like: columns of several kinds are brought to one. */
import type { Compound, Expr } from '../sql/ast.ts';
import { asText, asValue, unify } from './coerce.ts';
import type { Scope, ScopeColumn, TranslatedSelect } from './scope.ts';
import { quoteName, type Typed, Untranslatable } from './typed.ts';

export interface Body extends TranslatedSelect {
  values: Typed[];
  /** As written, null where the query does not spell them out. */
  exprs: (Expr | null)[];
  /** What the query's own clauses could name. */
  scope: Scope;
}

export function scopeColumn(name: string, { sql: _, literal: __, json: ___, ...value }: Typed): ScopeColumn {
  return { name, target: name, value };
}

export function translateValues(rows: Expr[][], scope: Scope): Body {
  const translated = rows.map((row) => row.map((expr) => asValue(scope.expr(expr))));
  const width = translated[0]?.length ?? 0;
  if (translated.some((row) => row.length !== width)) throw new Untranslatable('VALUES of different widths');
  const unified = Array.from({ length: width }, (_, at) => unify(translated.map((row) => row[at] as Typed)));
  const values = unified.map(({ sql, ...rest }): Typed => ({ ...rest, sql: sql[0] ?? 'NULL' }));
  const lines = rows.map((_, row) => `(${unified.map(({ sql }) => sql[row]).join(', ')})`);
  return {
    sql: `VALUES ${lines.join(', ')}`,
    columns: values.map((value, at) => scopeColumn(`column${at + 1}`, value)),
    values,
    exprs: values.map(() => null),
    scope,
  };
}

export function combine(body: Extract<Compound, { node: 'compound' }>, left: Body, right: Body): Body {
  if (left.columns.length !== right.columns.length)
    throw new Untranslatable('a compound of different widths');
  const same = body.op !== 'union all';
  const unified = left.values.map((value, at) => {
    const other = right.values[at] ?? value;
    if (
      same &&
      [value, other].some(({ collation = 'BINARY', kind }) => kind === 'text' && collation !== 'BINARY')
    )
      throw new Untranslatable(`${body.op.toUpperCase()} over a collated column`);
    return unify([of(value, at, same), of(other, at, same)]);
  });
  const values = left.values.map((value, at): Typed => {
    const { kind = 'null', form } = unified[at] ?? {};
    const { affinity, collation } = value;
    return { sql: value.sql, kind, form, affinity, collation };
  });
  const columns = left.columns.map((column, at) => ({
    ...scopeColumn(column.name, values[at] as Typed),
    target: column.target,
  }));
  // SQLite reads compounds strictly from left to right.
  const first = body.left.node === 'compound' ? `(${side(left, unified, 0)})` : side(left, unified, 0);
  const sql = `${first} ${body.op.toUpperCase()} ${side(right, unified, 1)}`;
  return { sql, columns, values, exprs: columns.map(() => null), scope: left.scope };
}

/** A column of one side by the name it is given below; json has no equality. */
function of(value: Typed, at: number, same: boolean): Typed {
  const column: Typed = { ...value, literal: undefined, json: undefined, sql: `p.c${at + 1}` };
  return same && value.kind === 'json' ? { sql: asText(column), kind: 'text' } : column;
}

function side({ sql, columns, values }: Body, unified: { sql: string[] }[], at: 0 | 1): string {
  const wanted = unified.map((column) => column.sql[at] ?? '');
  const plain = (index: number) => wanted[index] === `p.c${index + 1}`;
  if (wanted.every((_, index) => plain(index) || values[index]?.kind === 'null')) return sql;
  const list = wanted.map((column, index) => `${column} AS ${quoteName(columns[index]?.target ?? '')}`);
  const names = columns.map((_, index) => `c${index + 1}`).join(', ');
  return `SELECT ${list.join(', ')} FROM (${sql}) AS p (${names})`;
}
