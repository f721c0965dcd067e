/** An expression of SQLite as one of PostgreSQL with the same value. */
import { affinityOf } from '../source/catalog.ts';
import type { BinaryOp, Expr } from '../sql/ast.ts';
import { asAny, asBoolean, asNumber, asText, asValue, isTextual, numberLiteral, unify } from './coerce.ts';
import { type CompareOp, compare } from './compare.ts';
import { translateCall } from './functions.ts';
import { arrow } from './json.ts';
import { translateLike } from './like.ts';
import { compareRows, isIn } from './rows.ts';
import type { Scope } from './scope.ts';
import { isNumber, quoteText, type Typed, Untranslatable } from './typed.ts';

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
      return twoSided(expr, scope);
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
      return isIn(expr, scope);
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
      throw new Untranslatable('a row of values stands where one value is wanted');
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

/** What is decided by how the sides are written, then by what they are. */
function twoSided(expr: Extract<Expr, { node: 'binary' }>, scope: Scope): Typed {
  const { op, left, right } = expr;
  if ((op === 'is' || op === 'is not') && right.node === 'boolean') {
    return logical(`${asBoolean(scope.expr(left))} ${op.toUpperCase()} ${String(right.value).toUpperCase()}`);
  }
  if (left.node === 'row' || right.node === 'row') return compareRows(op, left, right, scope);
  return binary(op, scope.expr(left), scope.expr(right));
}

function binary(op: BinaryOp, left: Typed, right: Typed): Typed {
  if (op === 'and' || op === 'or')
    return logical(`${asBoolean(left)} ${op.toUpperCase()} ${asBoolean(right)}`);
  if (['=', '<>', 'is', 'is not', '<', '<=', '>', '>='].includes(op))
    return compare(op as CompareOp, left, right);
  if (op === '||') return { sql: `(${asText(left)} || ${asText(right)})`, kind: 'text' };
  if (op === '->' || op === '->>') return arrow(op, left, right);
  const a = asNumber(left);
  const b = asNumber(right);
  if (op === '&' || op === '|') return { sql: `(${integer(a)} ${op} ${integer(b)})`, kind: 'integer' };
  if (op === '<<' || op === '>>') {
    return { sql: `(${integer(a)} ${op} ${integer(b)}::int)`, kind: 'integer' };
  }
  // SQLite's % works on whole numbers; dividing by zero gives NULL in both.
  if (op === '%') return { sql: `(${integer(a)} % nullif(${integer(b)}, 0))`, kind: 'integer' };
  const kind = a.kind === 'double' || b.kind === 'double' ? 'double' : a.kind === 'numeric' ? a.kind : b.kind;
  const scaled = kind === 'numeric' && [a, b].every((side) => side.scaled || side.kind === 'integer');
  if (op === '/' && scaled) return { sql: `howdah_sqlite.divide(${a.sql}, ${b.sql})`, kind, scaled };
  if (op === '/') return { sql: `(${a.sql} / nullif(${b.sql}, 0))`, kind };
  return { sql: `(${a.sql} ${op} ${b.sql})`, kind, scaled };
}

function integer(value: Typed): string {
  return value.kind === 'integer' ? value.sql : `trunc(${value.sql})::bigint`;
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
  const { sql, ...rest } = unify(outcomes);
  const whens = tests.map((test, at) => `WHEN ${test} THEN ${sql[at]}`);
  const otherwise = expr.otherwise ? ` ELSE ${sql.at(-1)}` : '';
  return { sql: `CASE ${whens.join(' ')}${otherwise} END`, ...rest };
}

/** https://www.sqlite.org/lang_expr.html#castexpr */
function cast(value: Typed, type: string): Typed {
  const plain = asValue(value);
  const affinity = affinityOf(type);
  if (affinity === 'text') return { sql: asText(plain), kind: 'text', affinity };
  if (affinity === 'blob') {
    return plain.kind === 'bytea' ? plain : { sql: `convert_to(${asText(plain)}, 'UTF8')`, kind: 'bytea' };
  }
  if (affinity === 'numeric') {
    const number = asNumber(plain);
    if (isNumber(plain)) return { ...number, literal: undefined, affinity: undefined };
    // A text that reads 3.0 becomes the whole number 3.
    return plain.kind === 'text' || plain.kind === 'any'
      ? {
          sql: `trim_scale(howdah_sqlite.to_number(${asAny(plain).sql}))`,
          kind: 'numeric',
          scaled: true,
          affinity,
        }
      : { ...number, literal: undefined, affinity };
  }
  if (isTextual(plain) && plain.kind !== 'null') {
    // The longest prefix that is a number counts, otherwise zero.
    const helper = affinity === 'integer' ? 'to_integer' : 'to_real';
    const kind = affinity === 'integer' ? 'integer' : 'double';
    return { sql: `howdah_sqlite.${helper}(${asText(plain)})`, kind, affinity };
  }
  const number = asNumber(plain);
  return affinity === 'integer'
    ? { sql: integer(number), kind: 'integer', affinity }
    : { sql: `(${number.sql})::double precision`, kind: 'double', affinity };
}
