/** Aggregates and window functions: https://www.sqlite.org/lang_aggfunc.html, https://www.sqlite.org/windowfunctions.html */
import type { FunctionCall, OrderTerm, Window } from '../sql/ast.ts';
import { asBoolean, asNumber, asText, asValue } from './coerce.ts';
import { folded } from './compare.ts';
import type { Scope } from './scope.ts';
import { quoteName, type Typed, Untranslatable } from './typed.ts';

type Make = (args: Typed[], call: FunctionCall) => Typed;

const AGGREGATES: Record<string, Make> = {
  count: (args, call) => {
    if (call.star || args.length === 0) return { sql: 'count(*)', kind: 'integer' };
    return { sql: `count(${distinct(call)}${one(args).sql})`, kind: 'integer' };
  },
  sum: (args, call) => {
    const number = asNumber(one(args));
    const sql = `sum(${distinct(call)}${number.sql})`;
    // The sum of integers is an integer; PostgreSQL makes it numeric to have room.
    return number.kind === 'integer' ? { sql, kind: 'integer' } : { sql, kind: number.kind };
  },
  total: (args, call) => ({
    sql: `coalesce(sum(${distinct(call)}(${asNumber(one(args)).sql})::double precision), 0)`,
    kind: 'double',
  }),
  avg: (args, call) => ({
    sql: `avg(${distinct(call)}(${asNumber(one(args)).sql})::double precision)`,
    kind: 'double',
  }),
  min: (args) => extreme('min', one(args)),
  max: (args) => extreme('max', one(args)),
  group_concat: joined,
  string_agg: joined,
};

const WINDOWS: Record<string, Make> = {
  row_number: () => ({ sql: 'row_number()', kind: 'integer' }),
  rank: () => ({ sql: 'rank()', kind: 'integer' }),
  dense_rank: () => ({ sql: 'dense_rank()', kind: 'integer' }),
  percent_rank: () => ({ sql: 'percent_rank()', kind: 'double' }),
  cume_dist: () => ({ sql: 'cume_dist()', kind: 'double' }),
  first_value: (args) => passed('first_value', args),
  last_value: (args) => passed('last_value', args),
  lag: (args) => passed('lag', args),
  lead: (args) => passed('lead', args),
};

/** min and max of several arguments are ordinary functions. */
export function isAggregate(call: FunctionCall): boolean {
  if ((call.name === 'min' || call.name === 'max') && call.args.length !== 1) return false;
  return call.name in AGGREGATES || call.name in WINDOWS;
}

export function aggregate(call: FunctionCall, scope: Scope): Typed {
  const args = call.args.map((arg) => scope.expr(arg));
  const make = AGGREGATES[call.name] ?? WINDOWS[call.name];
  if (!make) throw new Untranslatable(`the function ${call.name}() is not translated`);
  if (call.name in WINDOWS && !call.over) throw new Untranslatable(`${call.name}() without OVER`);
  if (call.orderBy.length > 0 && make !== joined) throw new Untranslatable('ORDER BY inside an aggregate');
  const result = make(args, { ...call, orderBy: [] });
  let sql = result.sql;
  if (call.orderBy.length > 0) sql = sql.replace(/\)$/, ` ${orderBy(call.orderBy, scope)})`);
  if (call.filter) sql += ` FILTER (WHERE ${asBoolean(scope.expr(call.filter))})`;
  if (typeof call.over === 'string') sql += ` OVER ${quoteName(call.over)}`;
  else if (call.over) sql += ` OVER ${windowSql(call.over, scope)}`;
  return { ...result, sql };
}

export function windowSql(window: Window, scope: Scope): string {
  const partition = window.partitionBy.map((expr) => scope.expr(expr).sql);
  const parts = [
    partition.length > 0 ? `PARTITION BY ${partition.join(', ')}` : '',
    window.orderBy.length > 0 ? orderBy(window.orderBy, scope) : '',
    window.frame ?? '',
  ];
  return `(${parts.filter((part) => part !== '').join(' ')})`;
}

/** NULLs come first in SQLite, texts in the order of their bytes. */
export function orderBy(terms: OrderTerm[], scope: Scope): string {
  return `ORDER BY ${terms.map((term) => orderTerm(scope.expr(term.expr), term)).join(', ')}`;
}

export function orderTerm(value: Typed, term: Pick<OrderTerm, 'desc' | 'nulls'>): string {
  const sql = value.kind === 'text' ? folded(value.sql, value.collation) : value.sql;
  const nulls = term.nulls ?? (term.desc ? 'last' : 'first');
  return `${sql}${term.desc ? ' DESC' : ''} NULLS ${nulls.toUpperCase()}`;
}

function one(args: Typed[]): Typed {
  const [only, ...more] = args;
  if (!only || more.length > 0) throw new Untranslatable('an aggregate with another number of arguments');
  return only;
}

function distinct(call: FunctionCall): string {
  return call.distinct ? 'DISTINCT ' : '';
}

function extreme(name: string, arg: Typed): Typed {
  const value = asValue(arg);
  if (value.kind === 'boolean') return { sql: `${name}((${value.sql})::int)::boolean`, kind: 'boolean' };
  const sql =
    value.kind === 'text'
      ? folded(value.sql, value.collation === 'NOCASE' ? undefined : value.collation)
      : value.sql;
  return { sql: `${name}(${sql})`, kind: value.kind };
}

function joined(args: Typed[], call: FunctionCall): Typed {
  const [value, separator] = args;
  if (!value) throw new Untranslatable('group_concat() without an argument');
  return {
    sql: `string_agg(${distinct(call)}${asText(value)}, ${separator ? asText(separator) : `','`})`,
    kind: 'text',
  };
}

function passed(name: string, args: Typed[]): Typed {
  const [first, ...rest] = args.map(asValue);
  if (!first) throw new Untranslatable(`${name}() without an argument`);
  const more = rest.map((arg, at) => (at === 0 ? `(${arg.sql})::int` : arg.sql));
  return { sql: `${name}(${[first.sql, ...more].join(', ')})`, kind: first.kind };
}
