/** SQLite's functions: https://www.sqlite.org/lang_corefunc.html. Adding one is adding a row. */
import type { FunctionCall } from '../sql/ast.ts';
import { aggregate, isAggregate } from './aggregates.ts';
import { asBoolean, asNumber, asText, unify } from './coerce.ts';
import { compare } from './compare.ts';
import type { Scope } from './scope.ts';
import { isNumber, type Kind, quoteText, type Typed, Untranslatable } from './typed.ts';

type Rule = { args: [least: number, most: number]; make: (args: Typed[]) => Typed };

const text = (sql: string): Typed => ({ sql, kind: 'text' });
const integer = (sql: string): Typed => ({ sql, kind: 'integer' });
const double = (sql: string): Typed => ({ sql, kind: 'double' });
const at = (args: Typed[], index: number): Typed => {
  const arg = args[index];
  if (!arg) throw new Untranslatable('an argument is missing');
  return arg;
};
const whole = (value: Typed) => {
  const number = asNumber(value);
  return number.kind === 'integer' ? number.sql : `trunc(${number.sql})::bigint`;
};
const real = (value: Typed) => `(${asNumber(value).sql})::double precision`;

const RULES: Record<string, Rule> = {
  coalesce: { args: [2, 100], make: (args) => chosen('coalesce', args) },
  ifnull: { args: [2, 2], make: (args) => chosen('coalesce', args) },
  nullif: {
    args: [2, 2],
    make: (args) => {
      const first = at(args, 0);
      return {
        ...first,
        sql: `CASE WHEN ${compare('=', first, at(args, 1)).sql} THEN NULL ELSE ${first.sql} END`,
      };
    },
  },
  iif: { args: [2, 3], make: conditional },
  if: { args: [2, 3], make: conditional },
  abs: {
    args: [1, 1],
    make: (args) => ({
      ...asNumber(at(args, 0)),
      sql: `abs(${asNumber(at(args, 0)).sql})`,
      literal: undefined,
    }),
  },
  round: { args: [1, 2], make: round },
  sign: { args: [1, 1], make: (args) => integer(`sign(${asNumber(at(args, 0)).sql})::bigint`) },
  ceil: { args: [1, 1], make: (args) => sameNumber('ceil', at(args, 0)) },
  ceiling: { args: [1, 1], make: (args) => sameNumber('ceil', at(args, 0)) },
  floor: { args: [1, 1], make: (args) => sameNumber('floor', at(args, 0)) },
  sqrt: { args: [1, 1], make: (args) => double(`sqrt(${real(at(args, 0))})`) },
  power: { args: [2, 2], make: (args) => double(`power(${real(at(args, 0))}, ${real(at(args, 1))})`) },
  pow: { args: [2, 2], make: (args) => double(`power(${real(at(args, 0))}, ${real(at(args, 1))})`) },
  lower: { args: [1, 1], make: (args) => text(`lower(${asText(at(args, 0))} COLLATE "C")`) },
  upper: { args: [1, 1], make: (args) => text(`upper(${asText(at(args, 0))} COLLATE "C")`) },
  length: { args: [1, 1], make: length },
  octet_length: {
    args: [1, 1],
    make: (args) => integer(`octet_length(${bytesOrText(at(args, 0))})::bigint`),
  },
  trim: { args: [1, 2], make: (args) => trim('btrim', args) },
  ltrim: { args: [1, 2], make: (args) => trim('ltrim', args) },
  rtrim: { args: [1, 2], make: (args) => trim('rtrim', args) },
  replace: { args: [3, 3], make: (args) => text(`replace(${args.map(asText).join(', ')})`) },
  instr: { args: [2, 2], make: (args) => integer(`strpos(${args.map(asText).join(', ')})::bigint`) },
  substr: { args: [2, 3], make: substring },
  substring: { args: [2, 3], make: substring },
  concat: { args: [1, 90], make: (args) => text(`concat(${args.map(asText).join(', ')})`) },
  concat_ws: { args: [2, 90], make: (args) => text(`concat_ws(${args.map(asText).join(', ')})`) },
  hex: { args: [1, 1], make: (args) => text(`coalesce(upper(encode(${bytes(at(args, 0))}, 'hex')), '')`) },
  unicode: { args: [1, 1], make: (args) => integer(`nullif(ascii(${asText(at(args, 0))}), 0)::bigint`) },
  typeof: { args: [1, 1], make: (args) => typeOf(at(args, 0)) },
  min: { args: [2, 100], make: (args) => extreme('least', args) },
  max: { args: [2, 100], make: (args) => extreme('greatest', args) },
  likely: { args: [1, 1], make: (args) => at(args, 0) },
  unlikely: { args: [1, 1], make: (args) => at(args, 0) },
  random: { args: [0, 0], make: () => integer('howdah_sqlite.random()') },
  randomblob: {
    args: [1, 1],
    make: (args) => ({ sql: `howdah_sqlite.randomblob(${whole(at(args, 0))})`, kind: 'bytea' }),
  },
  json_valid: { args: [1, 1], make: (args) => integer(`howdah_sqlite.json_valid(${asText(at(args, 0))})`) },
  date: { args: [0, 20], make: (args) => moment('date', args) },
  time: { args: [0, 20], make: (args) => moment('time', args) },
  datetime: { args: [0, 20], make: (args) => moment('datetime', args) },
  julianday: { args: [0, 20], make: (args) => ({ ...moment('julianday', args), kind: 'double' }) },
  unixepoch: { args: [0, 20], make: (args) => ({ ...moment('unixepoch', args), kind: 'integer' }) },
  strftime: {
    args: [1, 20],
    make: ([format, ...rest]) => {
      if (!format) throw new Untranslatable('strftime without a format');
      return text(
        `howdah_sqlite.strftime(${[format, ...(rest.length > 0 ? rest : [NOW])].map(asText).join(', ')})`,
      );
    },
  },
};

const NOW: Typed = { sql: `'now'`, kind: 'text', literal: 'now' };

export function translateCall(call: FunctionCall, scope: Scope): Typed {
  if (isAggregate(call)) return aggregate(call, scope);
  const rule = RULES[call.name];
  if (!rule) throw new Untranslatable(`the function ${call.name}() is not translated`);
  const args = call.args.map((arg) => scope.expr(arg));
  const [least, most] = rule.args;
  if (args.length < least || args.length > most)
    throw new Untranslatable(`${call.name}() with ${args.length} arguments`);
  return rule.make(args);
}

function chosen(name: string, args: Typed[]): Typed {
  const { kind, sql } = unify(args);
  return { sql: `${name}(${sql.join(', ')})`, kind };
}

function conditional(args: Typed[]): Typed {
  const otherwise: Typed = args[2] ?? { sql: 'NULL', kind: 'null' };
  const { kind, sql } = unify([at(args, 1), otherwise]);
  return { sql: `CASE WHEN ${asBoolean(at(args, 0))} THEN ${sql[0]} ELSE ${sql[1]} END`, kind };
}

/** Half away from zero, as SQLite does; PostgreSQL rounds a double to even. */
function round(args: Typed[]): Typed {
  const digits = args[1] ? `least(greatest(${whole(args[1])}, 0), 30)::int` : '0';
  return double(`howdah_sqlite.round(${real(at(args, 0))}, ${digits})`);
}

function sameNumber(name: string, value: Typed): Typed {
  const number = asNumber(value);
  return number.kind === 'integer' ? number : { sql: `${name}(${number.sql})`, kind: number.kind };
}

function length(args: Typed[]): Typed {
  const value = at(args, 0);
  return integer(
    value.kind === 'bytea' ? `octet_length(${value.sql})::bigint` : `char_length(${asText(value)})::bigint`,
  );
}

function trim(name: string, args: Typed[]): Typed {
  return text(`${name}(${asText(at(args, 0))}, ${args[1] ? asText(args[1]) : `' '`})`);
}

function substring(args: Typed[]): Typed {
  const numbers = args.slice(1).map(whole);
  return text(`howdah_sqlite.substr(${[asText(at(args, 0)), ...numbers].join(', ')})`);
}

function bytes(value: Typed): string {
  return value.kind === 'bytea' ? value.sql : `convert_to(${asText(value)}, 'UTF8')`;
}

function bytesOrText(value: Typed): string {
  return value.kind === 'bytea' ? value.sql : asText(value);
}

const STORAGE: Partial<Record<Kind, string>> = {
  integer: 'integer',
  boolean: 'integer',
  double: 'real',
  numeric: 'real',
  bytea: 'blob',
};

function typeOf(value: Typed): Typed {
  if (value.kind === 'null') return text(`'null'`);
  return text(
    `CASE WHEN ${value.sql} IS NULL THEN 'null' ELSE ${quoteText(STORAGE[value.kind] ?? 'text')} END`,
  );
}

/** With several arguments, one NULL makes the whole NULL; PostgreSQL would pass it over. */
function extreme(name: string, args: Typed[]): Typed {
  const { kind, sql } = unify(args);
  const values = kind === 'text' ? sql.map((value) => `${value} COLLATE "C"`) : sql;
  const nulls = sql.map((value) => `${value} IS NULL`).join(' OR ');
  return { sql: `CASE WHEN ${nulls} THEN NULL ELSE ${name}(${values.join(', ')}) END`, kind };
}

/** Dates and times are texts (or Julian days) to SQLite; the helper reads them as it does. */
function moment(name: string, args: Typed[]): Typed {
  const [first, ...modifiers] = args.length > 0 ? args : [NOW];
  if (!first) throw new Untranslatable(`${name}() without a time`);
  if (modifiers.some((modifier) => isNumber(modifier)))
    throw new Untranslatable(`${name}() with a number as modifier`);
  return text(`howdah_sqlite.${name}(${[first, ...modifiers].map(asText).join(', ')})`);
}
