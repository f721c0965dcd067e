/** Aggregates and window functions: https://www.sqlite.org/lang_aggfunc.html, https://www.sqlite.org/windowfunctions.html */
import type { Expr, FunctionCall, OrderTerm, Window } from '../sql/ast.ts';
import { asBoolean, asNumber, asText, asValue, unify } from './coerce.ts';
import { folded } from './compare.ts';
import { jsonText } from './json.ts';
import type { Scope } from './scope.ts';
import { quoteName, type Typed, Untranslatable } from './typed.ts';

interface Aggregate extends Typed {
  /** What is made of the aggregate once FILTER and OVER stand behind it. */
  finish?: (sql: string) => string;
}

type Make = (args: Typed[], call: FunctionCall) => Aggregate;

const AGGREGATES: Record<string, Make> = {
  count: (args, call) => {
    if (call.star || args.length === 0) return { sql: 'count(*)', kind: 'integer' };
    const value = one(args);
    return { sql: `count(${distinct(call)}${call.distinct ? groupKey(value) : value.sql})`, kind: 'integer' };
  },
  sum: (args, call) => {
    const number = asNumber(one(args));
    const sql = `sum(${distinct(call)}${number.sql})`;
    // The sum of integers is an integer; PostgreSQL makes it numeric to have room.
    if (number.kind === 'integer') return { sql, kind: 'integer', finish: (sum) => `(${sum})::bigint` };
    return { sql, kind: number.kind, scaled: number.scaled };
  },
  total: (args, call) => ({
    sql: `sum(${distinct(call)}(${asNumber(one(args)).sql})::double precision)`,
    kind: 'double',
    finish: (sum) => `coalesce(${sum}, 0)`,
  }),
  avg: (args, call) => ({
    sql: `avg(${distinct(call)}(${asNumber(one(args)).sql})::double precision)`,
    kind: 'double',
  }),
  min: (args) => extreme('min', one(args)),
  max: (args) => extreme('max', one(args)),
  group_concat: joined,
  string_agg: joined,
  json_group_array: (args, call) => ({
    sql: `string_agg(${distinct(call)}${jsonText(one(args))}, ',')`,
    ...inBrackets('[', ']'),
  }),
  json_group_object: ([name, value]) => {
    if (!name || !value) throw new Untranslatable('json_group_object() without a name and a value');
    const key = jsonText({ sql: asText(name), kind: 'text' });
    return { sql: `string_agg(${key} || ':' || ${jsonText(value)}, ',')`, ...inBrackets('{', '}') };
  },
};

/** A query finds how the result is quoted as JSON, or not, when it is used in JSON itself. */
function inBrackets(open: string, close: string) {
  return {
    kind: 'text' as const,
    json: '',
    finish: (sql: string) => `('${open}' || coalesce(${sql}, '') || '${close}')`,
  };
}

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
  nth_value: (args) => passed('nth_value', args),
  ntile: (args) => ({ sql: `ntile((${one(args).sql})::int)`, kind: 'integer' }),
};

/** min and max of several arguments are ordinary functions. */
export function isAggregate(call: FunctionCall): boolean {
  if ((call.name === 'min' || call.name === 'max') && call.args.length !== 1) return false;
  return Object.hasOwn(AGGREGATES, call.name) || Object.hasOwn(WINDOWS, call.name);
}

export function aggregate(call: FunctionCall, scope: Scope): Typed {
  // An aggregate's own arguments are of single rows; a window function sees the groups.
  const inside = <T>(work: () => T) => (call.over === null ? scope.unwatched(work) : work());
  const args = inside(() => call.args.map((arg) => scope.expr(arg)));
  const make = AGGREGATES[call.name] ?? WINDOWS[call.name];
  if (!make) throw new Untranslatable(`the function ${call.name}() is not translated`);
  if (call.name in WINDOWS && !call.over) throw new Untranslatable(`${call.name}() without OVER`);
  const { finish, ...result } = make(args, { ...call, orderBy: [] });
  let sql = result.sql;
  // Only where values are joined does their order show.
  if (call.orderBy.length > 0 && sql.startsWith('string_agg('))
    sql = sql.replace(/\)$/, ` ${inside(() => orderBy(call.orderBy, scope))})`);
  if (call.filter) sql += ` FILTER (WHERE ${asBoolean(inside(() => scope.expr(call.filter as Expr)))})`;
  if (typeof call.over === 'string') sql += ` OVER ${quoteName(call.over)}`;
  else if (call.over) sql += ` OVER ${windowSql(call.over, scope)}`;
  if (finish) sql = finish(sql);
  return { ...result, sql, ...(result.json === undefined ? {} : { json: sql }) };
}

export function windowSql(window: Window, scope: Scope): string {
  const partition = window.partitionBy.map((expr) => groupKey(scope.expr(expr)));
  const parts = [
    window.base === null ? '' : quoteName(window.base),
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
  const nulls = term.nulls ?? (term.desc ? 'last' : 'first');
  return orderKeys(value)
    .map((sql) => `${sql}${term.desc ? ' DESC' : ''} NULLS ${nulls.toUpperCase()}`)
    .join(', ');
}

function orderKeys(value: Typed): string[] {
  if (value.kind === 'any') {
    // Numbers come before texts.
    return [
      `(jsonb_typeof(${value.sql}) <> 'number')`,
      `CASE WHEN jsonb_typeof(${value.sql}) = 'number' THEN howdah_sqlite.to_number(${value.sql}) END`,
      `(${value.sql} #>> '{}') COLLATE "C"`,
    ];
  }
  return [
    value.kind === 'text' || value.kind === 'json' ? folded(asText(value), value.collation) : value.sql,
  ];
}

/** Texts of one group are those that their collation calls equal; json is compared as the text it is. */
export function groupKey(value: Typed): string {
  if (value.kind === 'json') return asText(value);
  return value.kind === 'text' && value.collation !== undefined && value.collation !== 'BINARY'
    ? folded(value.sql, value.collation)
    : value.sql;
}

function one(args: Typed[]): Typed {
  const [only, ...more] = args;
  if (!only || more.length > 0) throw new Untranslatable('an aggregate with another number of arguments');
  return only;
}

function distinct(call: FunctionCall): string {
  return call.distinct ? 'DISTINCT ' : '';
}

function extreme(name: string, arg: Typed): Aggregate {
  const value = asValue(arg);
  if (value.kind === 'any') {
    const order = orderTerm(value, { desc: name === 'max', nulls: 'last' });
    return { sql: `array_agg(${value.sql} ORDER BY ${order})`, kind: 'any', finish: (sql) => `(${sql})[1]` };
  }
  if (value.kind === 'boolean') return { sql: `${name}((${value.sql})::int)::boolean`, kind: 'boolean' };
  const sql =
    value.kind === 'text'
      ? folded(value.sql, value.collation === 'NOCASE' ? undefined : value.collation)
      : value.sql;
  return { sql: `${name}(${sql})`, kind: value.kind, form: value.form };
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
  const [offset, otherwise] = rest;
  const unified = unify(otherwise ? [first, otherwise] : [first]);
  const [value, fallback] = unified.sql;
  const more = [offset ? `(${offset.sql})::int` : '', fallback ?? ''].filter((sql) => sql !== '');
  return { kind: unified.kind, form: unified.form, sql: `${name}(${[value, ...more].join(', ')})` };
}
