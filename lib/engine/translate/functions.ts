/** SQLite's functions: https://www.sqlite.org/lang_corefunc.html. Adding one is adding a row. */
import type { FunctionCall } from '../sql/ast.ts';
import { aggregate, isAggregate } from './aggregates.ts';
import { asAny, asBoolean, asNumber, asText, asValue, unify } from './coerce.ts';
import { compare } from './compare.ts';
import { moment, strftime, timediff } from './dates.ts';
import { JSON_RULES } from './json.ts';
import { likeFunction } from './like.ts';
import type { Scope } from './scope.ts';
import { type Kind, quoteText, type Typed, Untranslatable } from './typed.ts';

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

/** Functions of one double that both sides have under the same name. */
const DOUBLES = [
  'exp',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'radians',
  'degrees',
];

/** The logarithm of what is not positive is NULL. */
const positive = (value: Typed) => `CASE WHEN ${real(value)} > 0 THEN ${real(value)} END`;

const RULES: Record<string, Rule> = {
  ...Object.fromEntries(
    DOUBLES.map((name): [string, Rule] => [
      name,
      { args: [1, 1], make: (args) => double(`${name}(${real(at(args, 0))})`) },
    ]),
  ),
  atan2: { args: [2, 2], make: (args) => double(`atan2(${args.map(real).join(', ')})`) },
  ...JSON_RULES,
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
  iif: { args: [2, 90], make: conditional },
  if: { args: [2, 90], make: conditional },
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
  mod: { args: [2, 2], make: (args) => double(`howdah_sqlite.mod(${args.map(real).join(', ')})`) },
  trunc: { args: [1, 1], make: (args) => sameNumber('trunc', at(args, 0)) },
  pi: { args: [0, 0], make: () => double('pi()') },
  log: {
    args: [1, 2],
    make: ([x, y]) => {
      if (!x) throw new Untranslatable('log() without a number');
      return double(y ? `(ln(${positive(y)}) / nullif(ln(${positive(x)}), 0))` : `log(${positive(x)})`);
    },
  },
  log10: { args: [1, 1], make: (args) => double(`log(${positive(at(args, 0))})`) },
  log2: { args: [1, 1], make: (args) => double(`(ln(${positive(at(args, 0))}) / ln(2::double precision))`) },
  ln: { args: [1, 1], make: (args) => double(`ln(${positive(at(args, 0))})`) },
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
  instr: { args: [2, 2], make: position },
  substr: { args: [2, 3], make: substring },
  substring: { args: [2, 3], make: substring },
  concat: { args: [1, 90], make: (args) => text(`concat(${args.map(asText).join(', ')})`) },
  concat_ws: { args: [2, 90], make: (args) => text(`concat_ws(${args.map(asText).join(', ')})`) },
  hex: { args: [1, 1], make: (args) => text(`coalesce(upper(encode(${bytes(at(args, 0))}, 'hex')), '')`) },
  unhex: {
    args: [1, 2],
    make: (args) => ({ sql: `howdah_sqlite.unhex(${args.map(asText).join(', ')})`, kind: 'bytea' }),
  },
  zeroblob: {
    args: [1, 1],
    make: (args) => ({
      sql: `decode(repeat('00', greatest(${whole(at(args, 0))}, 0)::int), 'hex')`,
      kind: 'bytea',
    }),
  },
  unicode: {
    args: [1, 1],
    // ascii() gives the first character's code point in a database of UTF-8.
    make: (args) => integer(`nullif(ascii(${asText(at(args, 0))}), 0)::bigint`),
  },
  char: { args: [0, 90], make: (args) => text(`howdah_sqlite.char(${args.map(whole).join(', ')})`) },
  quote: { args: [1, 1], make: (args) => quoted(at(args, 0)) },
  format: { args: [1, 90], make: formatted },
  printf: { args: [1, 90], make: formatted },
  like: { args: [2, 3], make: (args) => likeFunction('like', args) },
  glob: { args: [2, 2], make: (args) => likeFunction('glob', args) },
  likelihood: { args: [2, 2], make: (args) => at(args, 0) },
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
  date: { args: [0, 20], make: (args) => moment('date', args) },
  time: { args: [0, 20], make: (args) => moment('time', args) },
  datetime: { args: [0, 20], make: (args) => moment('datetime', args) },
  julianday: { args: [0, 20], make: (args) => moment('julianday', args) },
  unixepoch: { args: [0, 20], make: (args) => moment('unixepoch', args) },
  timediff: { args: [2, 2], make: timediff },
  strftime: { args: [1, 20], make: strftime },
};

/** Functions that ask about the connection or SQLite itself. */
const OF_CONNECTION = /^(last_insert_rowid|changes|total_changes|sqlite_\w+|load_extension)$/;
/** Functions of a full-text or spatial index. */
const OF_INDEX = /^(bm25|highlight|snippet|matchinfo|offsets|optimize|rtree\w+|geopoly_\w+)$/;

export function translateCall(call: FunctionCall, scope: Scope): Typed {
  if (isAggregate(call)) return aggregate(call, scope);
  const rule = RULES[call.name];
  if (OF_CONNECTION.test(call.name))
    throw new Untranslatable(`${call.name}() asks about SQLite's connection, which PostgreSQL does not have`);
  if (OF_INDEX.test(call.name)) throw new Untranslatable(`${call.name}() belongs to a virtual table's index`);
  if (!rule) throw new Untranslatable(`the function ${call.name}() is not translated`);
  const args = call.args.map((arg) => scope.expr(arg));
  const [least, most] = rule.args;
  if (args.length < least || args.length > most)
    throw new Untranslatable(`${call.name}() with ${args.length} arguments`);
  return rule.make(args);
}

function chosen(name: string, args: Typed[]): Typed {
  const { sql, ...rest } = unify(args);
  return { sql: `${name}(${sql.join(', ')})`, ...rest };
}

/** Pairs of condition and value, then what holds otherwise. */
function conditional(args: Typed[]): Typed {
  const conditions = args.slice(0, -1).filter((_, index) => index % 2 === 0);
  const odd = args.length % 2 === 1;
  const values = args.filter((_, index) => index % 2 === 1);
  const otherwise: Typed = odd ? at(args, args.length - 1) : { sql: 'NULL', kind: 'null' };
  const { sql, ...rest } = unify([...values, otherwise]);
  const whens = conditions.map((condition, index) => `WHEN ${asBoolean(condition)} THEN ${sql[index]}`);
  return { sql: `CASE ${whens.join(' ')} ELSE ${sql.at(-1)} END`, ...rest };
}

function position(args: Typed[]): Typed {
  const [x, y] = [at(args, 0), at(args, 1)];
  return x.kind === 'bytea' && y.kind === 'bytea'
    ? integer(`position(${y.sql} IN ${x.sql})::bigint`)
    : integer(`strpos(${asText(x)}, ${asText(y)})::bigint`);
}

/** As a literal of SQL. */
function quoted(value: Typed): Typed {
  if (value.kind === 'bytea')
    return text(`coalesce('X''' || upper(encode(${value.sql}, 'hex')) || '''', 'NULL')`);
  if (value.kind === 'any') return text(`howdah_sqlite.quote(${value.sql})`);
  const plain = asText(asValue(value));
  const isText = value.kind === 'text' || STORAGE[value.kind] === undefined;
  if (value.kind === 'null') return text(`'NULL'`);
  return text(isText && !value.form ? `howdah_sqlite.quote(${plain})` : `coalesce(${plain}, 'NULL')`);
}

function formatted([pattern, ...args]: Typed[]): Typed {
  if (!pattern) throw new Untranslatable('format() without a pattern');
  const values = args.map((arg) => asAny(asValue(arg)).sql);
  return text(`howdah_sqlite.format(${[asText(pattern), ...values].join(', ')})`);
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
  const value = at(args, 0);
  return value.kind === 'bytea'
    ? { sql: `howdah_sqlite.substr(${[value.sql, ...numbers].join(', ')})`, kind: 'bytea' }
    : text(`howdah_sqlite.substr(${[asText(value), ...numbers].join(', ')})`);
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
  const scaled = (number: string) => `WHEN scale(${number}) = 0 THEN 'integer' ELSE 'real'`;
  if (value.kind === 'any') {
    return text(
      `CASE WHEN ${value.sql} IS NULL THEN 'null' WHEN jsonb_typeof(${value.sql}) = 'string' THEN 'text' ${scaled(asNumber(value).sql)} END`,
    );
  }
  if (value.kind === 'numeric' && asNumber(value).scaled) {
    return text(`CASE WHEN ${value.sql} IS NULL THEN 'null' ${scaled(asNumber(value).sql)} END`);
  }
  const storage = value.form === 'julian-day' ? 'real' : value.form ? 'integer' : STORAGE[value.kind];
  return text(`CASE WHEN ${value.sql} IS NULL THEN 'null' ELSE ${quoteText(storage ?? 'text')} END`);
}

/** With several arguments, one NULL makes the whole NULL; PostgreSQL would pass it over. */
function extreme(name: string, args: Typed[]): Typed {
  const { sql, ...rest } = unify(args);
  if (rest.kind === 'any') throw new Untranslatable('the least or greatest of numbers and texts together');
  const values = rest.kind === 'text' ? sql.map((value) => `${value} COLLATE "C"`) : sql;
  const nulls = sql.map((value) => `${value} IS NULL`).join(' OR ');
  return { sql: `CASE WHEN ${nulls} THEN NULL ELSE ${name}(${values.join(', ')}) END`, ...rest };
}
