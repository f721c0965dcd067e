/** An expression of SQLite as one of PostgreSQL with the same value. */
import { affinityOf } from '../source/catalog.ts';
import type { BinaryOp, Expr } from '../sql/ast.ts';
import { asBoolean, asNumber, asText, asValue, numberLiteral, unify } from './coerce.ts';
import { type CompareOp, comparable, compare } from './compare.ts';
import { translateCall } from './functions.ts';
import { translateLike } from './like.ts';
import type { Scope } from './scope.ts';
import { quoteText, type Typed, Untranslatable } from './typed.ts';

export function translateExpr(expr: Expr, scope: Scope): Typed {
  switch (expr.node) {
    case 'null':
      return { sql: 'NULL', kind: 'null' };
    case 'integer':
    case 'real':
      return numberLiteral(expr.value);
    case 'text':
      return { sql: quoteText(expr.value), kind: 'text', literal: expr.value };
    case 'blob':
      return { sql: `'\\x${expr.hex}'::bytea`, kind: 'bytea' };
    case 'boolean':
      return { sql: expr.value ? '1' : '0', kind: 'integer', literal: expr.value ? '1' : '0' };
    case 'current':
      return current(expr.what);
    case 'column':
      return column(expr, scope);
    case 'unary':
      return unary(expr, scope);
    case 'binary':
      return binary(expr.op, scope.expr(expr.left), scope.expr(expr.right));
    case 'like':
      return translateLike(expr, scope);
    case 'is-null': {
      const { sql } = scope.expr(expr.arg);
      return logical(`${sql} IS ${expr.not ? 'NOT ' : ''}NULL`);
    }
    case 'between': {
      const value = scope.expr(expr.arg);
      const low = compare('>=', value, scope.expr(expr.low));
      const high = compare('<=', value, scope.expr(expr.high));
      return logical(`${expr.not ? 'NOT ' : ''}(${low.sql} AND ${high.sql})`);
    }
    case 'in':
      return inList(expr, scope);
    case 'exists':
      return logical(`EXISTS (${scope.select(expr.select).sql})`);
    case 'subquery':
      return subquery(expr, scope);
    case 'case':
      return caseExpr(expr, scope);
    case 'cast':
      return cast(scope.expr(expr.arg), expr.type);
    case 'collate':
      return { ...scope.expr(expr.arg), collation: expr.collation, explicit: true };
    case 'call':
      return translateCall(expr, scope);
    case 'row':
      throw new Untranslatable('row values are not translated');
    case 'raise':
      throw new Untranslatable('RAISE stands outside a trigger');
  }
}

function logical(sql: string): Typed {
  return { sql: `(${sql})`, kind: 'boolean', logical: true };
}

/** In UTC and to the second, as text: what SQLite gives. */
function current(what: 'date' | 'time' | 'timestamp'): Typed {
  const form = { date: 'YYYY-MM-DD', time: 'HH24:MI:SS', timestamp: 'YYYY-MM-DD HH24:MI:SS' }[what];
  return { sql: `to_char(timezone('UTC', now()), '${form}')`, kind: 'text' };
}

function column(expr: Extract<Expr, { node: 'column' }>, scope: Scope): Typed {
  const found = scope.find(expr.table, expr.name);
  if (found) return found;
  if (expr.quoted && expr.table === null)
    return { sql: quoteText(expr.name), kind: 'text', literal: expr.name };
  throw new Untranslatable(`there is no column ${expr.table ? `${expr.table}.` : ''}${expr.name}`);
}

function unary(expr: Extract<Expr, { node: 'unary' }>, scope: Scope): Typed {
  const arg = scope.expr(expr.arg);
  if (expr.op === 'not') return logical(`NOT ${asBoolean(arg)}`);
  // A plus sign does nothing but take the column's affinity away.
  if (expr.op === '+') return { ...arg, affinity: undefined };
  const number = asNumber(arg);
  if (expr.op === '~') return { sql: `(~ ${integer(number)})`, kind: 'integer' };
  if (number.literal !== undefined) return { ...numberLiteral(`-${number.literal}`.replace('--', '')) };
  return { sql: `(- ${number.sql})`, kind: number.kind };
}

function binary(op: BinaryOp, left: Typed, right: Typed): Typed {
  if (op === 'and' || op === 'or')
    return logical(`${asBoolean(left)} ${op.toUpperCase()} ${asBoolean(right)}`);
  if (['=', '<>', 'is', 'is not', '<', '<=', '>', '>='].includes(op))
    return compare(op as CompareOp, left, right);
  if (op === '||') return { sql: `(${asText(left)} || ${asText(right)})`, kind: 'text' };
  if (op === '->' || op === '->>') throw new Untranslatable(`the operator ${op} is not translated`);
  const a = asNumber(left);
  const b = asNumber(right);
  if (op === '&' || op === '|') return { sql: `(${integer(a)} ${op} ${integer(b)})`, kind: 'integer' };
  if (op === '<<' || op === '>>') {
    return { sql: `(${integer(a)} ${op} ${integer(b)}::int)`, kind: 'integer' };
  }
  // SQLite's % works on whole numbers; dividing by zero gives NULL in both.
  if (op === '%') return { sql: `(${integer(a)} % nullif(${integer(b)}, 0))`, kind: 'integer' };
  const kind = a.kind === 'double' || b.kind === 'double' ? 'double' : a.kind === 'numeric' ? a.kind : b.kind;
  if (op === '/') return { sql: `(${a.sql} / nullif(${b.sql}, 0))`, kind };
  return { sql: `(${a.sql} ${op} ${b.sql})`, kind };
}

function integer(value: Typed): string {
  return value.kind === 'integer' ? value.sql : `trunc(${value.sql})::bigint`;
}

function inList(expr: Extract<Expr, { node: 'in' }>, scope: Scope): Typed {
  const not = expr.not ? 'NOT ' : '';
  const value = scope.expr(expr.arg);
  if (!Array.isArray(expr.list)) {
    const { sql, columns } = scope.select(expr.list);
    const [only, ...more] = columns;
    if (!only || more.length > 0) throw new Untranslatable('IN over several columns');
    const [left] = comparable(value, { ...only.value, sql: '' });
    if (only.value.kind === 'text' && value.collation) throw new Untranslatable('IN over a collated column');
    return logical(`${not}(${left.endsWith('COLLATE "C"') ? value.sql : left} IN (${sql}))`);
  }
  if (expr.list.length === 0) return logical(expr.not ? 'true' : 'false');
  const tests = expr.list.map((item) => compare('=', value, scope.expr(item)).sql);
  return logical(`${not}(${tests.join(' OR ')})`);
}

function subquery(expr: Extract<Expr, { node: 'subquery' }>, scope: Scope): Typed {
  const inner = { ...expr.select, limit: expr.select.limit ?? { node: 'integer' as const, value: '1' } };
  const { sql, columns } = scope.select(inner);
  const [only, ...more] = columns;
  if (!only || more.length > 0) throw new Untranslatable('a subquery of several columns stands for a value');
  return { ...only.value, sql: `(${sql})` };
}

function caseExpr(expr: Extract<Expr, { node: 'case' }>, scope: Scope): Typed {
  const operand = expr.operand && scope.expr(expr.operand);
  const tests = expr.whens.map(({ when }) =>
    operand ? compare('=', operand, scope.expr(when)).sql : asBoolean(scope.expr(when)),
  );
  const outcomes = expr.whens.map(({ result }) => scope.expr(result));
  if (expr.otherwise) outcomes.push(scope.expr(expr.otherwise));
  const { kind, sql } = unify(outcomes);
  const whens = tests.map((test, at) => `WHEN ${test} THEN ${sql[at]}`);
  const otherwise = expr.otherwise ? ` ELSE ${sql.at(-1)}` : '';
  return { sql: `CASE ${whens.join(' ')}${otherwise} END`, kind };
}

/** https://www.sqlite.org/lang_expr.html#castexpr */
function cast(value: Typed, type: string): Typed {
  const plain = asValue(value);
  const affinity = affinityOf(type);
  if (affinity === 'text') return { sql: asText(plain), kind: 'text' };
  if (affinity === 'blob') {
    return plain.kind === 'bytea' ? plain : { sql: `convert_to(${asText(plain)}, 'UTF8')`, kind: 'bytea' };
  }
  if (plain.kind === 'text') {
    // The longest prefix that is a number counts, otherwise zero.
    const helper = affinity === 'integer' ? 'to_integer' : 'to_real';
    return {
      sql: `howdah_sqlite.${helper}(${plain.sql})`,
      kind: affinity === 'integer' ? 'integer' : 'double',
    };
  }
  const number = asNumber(plain);
  if (affinity === 'integer') return { sql: integer(number), kind: 'integer' };
  if (affinity === 'real') return { sql: `(${number.sql})::double precision`, kind: 'double' };
  return number;
}
