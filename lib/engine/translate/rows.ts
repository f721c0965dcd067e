/** Rows of values, and IN: https://www.sqlite.org/rowvalue.html */
import type { BinaryOp, Expr } from '../sql/ast.ts';
import { type CompareOp, comparable, compare } from './compare.ts';
import type { Scope, ScopeColumn } from './scope.ts';
import { quoteName, type Typed, Untranslatable } from './typed.ts';

function logical(sql: string): Typed {
  return { sql: `(${sql})`, kind: 'boolean', logical: true };
}

/** Equality part by part; order by PostgreSQL's own rows, once both sides are of the same kinds. */
export function compareRows(op: BinaryOp, left: Expr, right: Expr, scope: Scope): Typed {
  if (left.node !== 'row' || right.node !== 'row' || left.items.length !== right.items.length)
    throw new Untranslatable('a row is compared with something else');
  const sides = left.items.map((item, at): [Typed, Typed] => [
    scope.expr(item),
    scope.expr(right.items[at] ?? { node: 'null' }),
  ]);
  const each = (part: CompareOp) => sides.map(([a, b]) => compare(part, a, b).sql).join(' AND ');
  if (op === '=' || op === 'is') return logical(each(op));
  if (op === '<>' || op === 'is not') return logical(`NOT (${each(op === '<>' ? '=' : 'is')})`);
  if (!['<', '<=', '>', '>='].includes(op)) throw new Untranslatable(`the operator ${op} between rows`);
  const pairs = sides.map(([a, b]) => comparable(a, b));
  if (pairs.some(([, , any]) => any)) throw new Untranslatable('rows of numbers and texts are compared');
  const row = (side: 0 | 1) => `ROW(${pairs.map((pair) => pair[side]).join(', ')})`;
  return logical(`${row(0)} ${op} ${row(1)}`);
}

export function isIn(expr: Extract<Expr, { node: 'in' }>, scope: Scope): Typed {
  const not = expr.not ? 'NOT ' : '';
  const items = expr.arg.node === 'row' ? expr.arg.items : [expr.arg];
  if (!Array.isArray(expr.list)) {
    const { sql, columns } = scope.select(expr.list);
    if (columns.length !== items.length) throw new Untranslatable('IN over another number of columns');
    return logical(
      `${not}(${inQuery(
        items.map((item) => scope.expr(item)),
        sql,
        columns,
      )})`,
    );
  }
  if (expr.list.length === 0) return logical(expr.not ? 'true' : 'false');
  if (expr.arg.node === 'row') {
    const tests = expr.list.map((item) => compareRows('=', expr.arg, item, scope).sql);
    return logical(`${not}(${tests.join(' OR ')})`);
  }
  const value = scope.expr(expr.arg);
  // The listed values have no affinity of their own, whatever they are.
  const tests = expr.list.map(
    (item) => compare('=', value, { ...scope.expr(item), affinity: undefined }).sql,
  );
  return logical(`${not}(${tests.join(' OR ')})`);
}

/** The query's columns are brought to the kind in which both sides compare; its own order and limit stay inside. */
function inQuery(values: Typed[], sql: string, columns: ScopeColumn[]): string {
  const names = columns.map((_, at) => quoteName(`c${at + 1}`));
  const pairs = values.map((value, at) => {
    const column = columns[at];
    // The left side's collation decides, or none.
    const right = { ...(column?.value ?? { kind: 'null' as const }), collation: undefined };
    return comparable(
      { collation: 'BINARY', ...value },
      { ...right, literal: undefined, sql: `q.${names[at]}` },
    );
  });
  const plain = pairs.every(([a, b], at) => a === values[at]?.sql && b === `q.${names[at]}`);
  const left = pairs.map(([a]) => a).join(', ');
  const query = plain
    ? sql
    : `SELECT ${pairs.map(([, b]) => b).join(', ')} FROM (${sql}) AS q (${names.join(', ')})`;
  return `${pairs.length > 1 ? `(${left})` : left} IN (${query})`;
}
