/**
 * One text for each value on which both sides must agree, by the type that stands in the target. PostgreSQL prints
 * its side, JavaScript makes the other from what SQLite holds. Nothing here is used to copy.
 */

import { createHash } from 'node:crypto';
import { microsInZone, microsOf, type TimeForm, timeFormOf, utcText } from '../epochs.ts';
import { jsonbText } from '../json.ts';
import { cleaned } from '../source/functions.ts';
import type { ColumnPlan } from '../types.ts';
import type { CompareColumn } from './types.ts';

export type Value = string | number | bigint | Buffer;

export interface Encoding {
  /** Expression over a SQLite column: what is read. */
  read: (c: string) => string;
  /** The canonical text of what was read; never called with null. */
  encode: (value: Value) => string;
  /** The same as an expression over a PostgreSQL column. */
  target: (c: string) => string;
  /** How the value is hashed on both sides; without it by the bytes of its canonical text. */
  hashed?: Hashed;
  /** The canonical text as a person wants to see it. */
  show?: (text: string) => string;
}

/** A hash of fewer bytes than the canonical text has, and cheaper for the server. */
export interface Hashed {
  as: 'integer' | 'boolean' | 'float';
  /** Expression over a PostgreSQL column: the bytes. */
  target: (c: string) => string;
}

const asText = (c: string) => `CAST(${c} AS TEXT)`;
const plain = (c: string) => `${c}::text`;
/** Of a text in UTF-8, whatever the database's encoding. */
const bytesOf = (c: string) =>
  `CASE WHEN typeof(${c}) = 'blob' THEN ${c} WHEN typeof(${c}) = 'real' AND ${c} = 0.0 THEN ${c}
    ELSE howdah_utf8(CAST(${c} AS BLOB)) END`;
/** SQLite writes both zeros the same; here they differ. */
const zeroOrText = (c: string) =>
  `CASE WHEN typeof(${c}) = 'real' AND ${c} = 0.0 THEN ${c} ELSE CAST(${c} AS TEXT) END`;
const textOf = (value: Value) =>
  typeof value === 'number' ? (Object.is(value, -0) ? '-0.0' : '0.0') : String(value);

export type Kind =
  | 'integer'
  | 'numeric'
  | 'float'
  | 'boolean'
  | 'text'
  | 'bytea'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'timestamptz'
  | 'uuid'
  | 'jsonb';

const ENCODINGS: Record<Kind, Encoding> = {
  integer: {
    read: asText,
    encode: String,
    target: plain,
    hashed: { as: 'integer', target: (c) => `int8send(${c}::int8)` },
  },
  numeric: {
    read: asText,
    encode: (value) => decimal(String(value)),
    target: (c) => `trim_scale(${c})::text`,
  },
  float: {
    read: (c) => c,
    encode: double,
    target: (c) => `encode(float8send(${c}::float8), 'hex')`,
    hashed: { as: 'float', target: (c) => `float8send(${c}::float8)` },
    show: (text) => (DOUBLE.test(text) ? String(Buffer.from(text, 'hex').readDoubleBE()) : text),
  },
  boolean: {
    read: asText,
    encode: (value) => BOOLEANS[String(value).toLowerCase()] ?? String(value),
    target: plain,
    hashed: { as: 'boolean', target: (c) => `boolsend(${c})` },
  },
  text: { read: zeroOrText, encode: textOf, target: plain },
  bytea: {
    read: bytesOf,
    encode: (value) =>
      createHash('md5')
        .update(typeof value === 'number' ? textOf(value) : (value as Buffer))
        .digest('hex'),
    target: (c) => `md5(${c})`,
    show: (text) => `bytes with MD5 ${text}`,
  },
  date: { read: asText, encode: String, target: plain },
  time: { read: asText, encode: (value) => clock(String(value)), target: plain },
  timestamp: { read: asText, encode: (value) => timestamp(String(value)), target: plain },
  timestamptz: { read: asText, encode: (value) => timestamptz(String(value)), target: plain },
  uuid: { read: asText, encode: (value) => dashed(String(value).replaceAll('-', '')), target: plain },
  jsonb: { read: asText, encode: (value) => safeJsonb(String(value)), target: plain },
};

const BOOLEANS: Record<string, string> = {
  '1': 'true',
  true: 'true',
  t: 'true',
  '0': 'false',
  false: 'false',
  f: 'false',
};

const KINDS: [RegExp, Kind][] = [
  [/^(smallint|integer|bigint)$/, 'integer'],
  [/^numeric/, 'numeric'],
  [/^(double precision|real)$/, 'float'],
  [/^boolean$/, 'boolean'],
  [/^bytea$/, 'bytea'],
  [/^date$/, 'date'],
  [/^timestamp.* without time zone$/, 'timestamp'],
  [/^timestamp.* with time zone$/, 'timestamptz'],
  [/^time.* without time zone$/, 'time'],
  [/^uuid$/, 'uuid'],
  [/^jsonb$/, 'jsonb'],
];

/** How values of a column are compared, by the type that stands there; what has no rule of its own is compared as text. */
export function encodingOf({ type, plan }: Compared): Encoding {
  const kind = kindOf(type);
  const encoding = ENCODINGS[kind];
  return readOtherwise(plan, kind, encoding) ?? encoding;
}

type Compared = Pick<CompareColumn, 'type' | 'plan'>;

/** The row of the table above that a type belongs to. */
export function kindOf(type: string): Kind {
  return KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'text';
}

/** Whether what SQLite holds is read as it is: no choice or rule takes it for something else. */
export function isReadAsStored({ type, plan }: Compared): boolean {
  const kind = kindOf(type);
  return readOtherwise(plan, kind, ENCODINGS[kind]) === null;
}

/** Where a choice or a rule takes the values for something else than their storage class says. */
function readOtherwise({ codec, zone }: ColumnPlan, kind: Kind, encoding: Encoding): Encoding | null {
  const form = timeFormOf(codec);
  if (form && /^(date|timestamp)/.test(kind)) {
    return {
      ...encoding,
      read: (c) => c,
      encode: (value) =>
        epochText(form, kind, Number.isInteger(value) ? BigInt(value as number) : (value as number | bigint)),
    };
  }
  if (codec === 'zoned' && kind === 'timestamptz') {
    return { ...encoding, encode: (value) => zonedText(String(value), zone ?? 'UTC') };
  }
  if (codec === 'uuid-bytes' && kind === 'uuid') {
    return {
      ...encoding,
      read: (c) => `CASE WHEN ${c} IS NOT NULL THEN hex(${c}) END`,
      encode: (value) => dashed(String(value)),
    };
  }
  const mode = /^text-(.+)$/.exec(codec)?.[1];
  return mode && kind === 'text'
    ? {
        ...encoding,
        read: (c) => `howdah_utf8(CAST(${c} AS BLOB))`,
        encode: (value) => cleaned(mode, value as Buffer),
      }
    : null;
}

function epochText(form: TimeForm, kind: string, value: number | bigint): string {
  const text = utcText(microsOf(form, value));
  return kind === 'date' ? text.slice(0, 10) : kind === 'timestamptz' ? `${text}+00` : text;
}

function zonedText(text: string, zone: string): string {
  if (/(Z|[+-]\d\d:\d\d)$/.test(text)) return timestamptz(text);
  const [, whole = '', fraction = ''] = /^([^.]*)(?:\.(\d+))?$/.exec(timestamp(text)) ?? [];
  const local = Date.parse(`${whole.replace(' ', 'T')}Z`);
  if (Number.isNaN(local)) return text;
  const micros = BigInt(local) * 1000n + BigInt(fraction.padEnd(6, '0'));
  return `${utcText(microsInZone(micros, zone))}+00`;
}

function dashed(hex: string): string {
  return hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const eight = Buffer.alloc(8);
const DOUBLE = /^[0-9a-f]{16}$/;

/** The bits of a double in hex; what no double is equal to stays as it is written. */
function double(value: Value): string {
  const number = Number(value);
  const same =
    typeof value === 'number' || (typeof value === 'bigint' ? BigInt(number) === value : isDecimal(value));
  if (!same) return String(value);
  eight.writeDoubleBE(number);
  return eight.toString('hex');
}

function isDecimal(value: Value): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(String(value));
}

/** `1.0e+15` → `1000000000000000`, `-0.50` → `-0.5`: as numeric prints it without trailing zeros. */
export function decimal(text: string): string {
  if (/^-?\d+$/.test(text) && !/^-?0\d|^-0$/.test(text)) return text;
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim());
  if (!found) return /^[+-]?inf/i.test(text) ? (text.startsWith('-') ? '-Infinity' : 'Infinity') : text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const integer = (point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0').replace(/^0+(?=\d)/, '');
  const rest =
    point >= digits.length ? '' : digits.slice(Math.max(0, point)).padStart(digits.length - point, '0');
  const decimals = rest.replace(/0+$/, '');
  const zero = /^0*$/.test(integer + decimals);
  return `${sign === '-' && !zero ? '-' : ''}${integer || '0'}${decimals ? `.${decimals}` : ''}`;
}

/** HH:MM becomes HH:MM:00; a fraction loses its trailing zeros. */
function clock(text: string): string {
  const full = text.length === 5 ? `${text}:00` : text;
  return full.includes('.') ? full.replace(/\.?0+$/, '') : full;
}

function timestamp(text: string): string {
  return text.length < 16 ? text : `${text.slice(0, 10)} ${clock(text.slice(11))}`;
}

/** The same instant in UTC, as a session in UTC prints it. */
function timestamptz(text: string): string {
  const found = /^(.{10})[ T]([\d:]+)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (!found) return text;
  const [, day, time = '', fraction = '', zone = 'Z'] = found;
  const instant = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}${zone}`);
  if (Number.isNaN(instant)) return text;
  const utc = new Date(instant).toISOString();
  return `${timestamp(utc.slice(0, 19) + fraction)}+00`;
}

function safeJsonb(text: string): string {
  try {
    return jsonbText(text);
  } catch {
    return text;
  }
}
