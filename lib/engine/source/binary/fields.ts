/** How the values of a column are written in binary, by codec and type; whatever is not here goes as text. */
import type { ColumnPlan } from '../../types.ts';
import { integerAt, isInteger, WIDE } from '../records/integers.ts';
import { isBlob, isText, REAL } from '../records/record.ts';
import { writeDate, writeTime, writeTimestamp, writeZoned } from './moments.ts';
import { writeNumeric } from './numeric.ts';
import { NeedsText, type Output } from './output.ts';

/** Writes one value that is not NULL. Throws NeedsText for one that is not as it should be. */
export type Field = (out: Output, serial: number, bytes: Buffer, at: number, length: number) => void;

/** Null where values of this column have to go as text. */
export function fieldOf({ codec, type, misfits }: ColumnPlan): Field | null {
  if (misfits?.policy === 'null') return null;
  const numeric = /^numeric(?:\(\d+,(\d+)\))?$/.exec(type);
  if (numeric && codec === 'decimal') return decimal(numeric[1] === undefined ? null : Number(numeric[1]));
  const plain = type.replace(/\(\d+\)/, '');
  return FIELDS[`${codec} ${plain}`] ?? (isTextual(codec, plain) ? text : null);
}

const TEXTS = ['text', 'character varying', 'character', 'json'];

function isTextual(codec: string, type: string): boolean {
  return (codec === 'text' || codec === 'any-text') && TEXTS.includes(type);
}

const text: Field = (out, serial, bytes, at, length) => {
  if (!isText(serial)) throw new NeedsText();
  out.bytes(bytes, at, length);
};

function whole(serial: number, bytes: Buffer, at: number): number {
  if (!isInteger(serial)) throw new NeedsText();
  if (serial !== WIDE) return integerAt(serial, bytes, at);
  const value = bytes.readBigInt64BE(at);
  if (BigInt.asIntN(53, value) !== value) throw new NeedsText();
  return Number(value);
}

function small(bits: number, write: (out: Output, value: number) => void): Field {
  const limit = 2 ** (bits - 1);
  return (out, serial, bytes, at) => {
    const value = whole(serial, bytes, at);
    if (value < -limit || value >= limit) throw new NeedsText();
    write(out, value);
  };
}

export const bigint: Field = (out, serial, bytes, at) => {
  if (serial === WIDE) out.bytes(bytes, at, 8);
  else out.int64(whole(serial, bytes, at));
};

function number(serial: number, bytes: Buffer, at: number): number {
  return serial === REAL ? bytes.readDoubleBE(at) : whole(serial, bytes, at);
}

function decimal(scale: number | null): Field {
  return (out, serial, bytes, at) => writeNumeric(out, number(serial, bytes, at), serial !== REAL, scale);
}

const YES = ['1', 'true', 't'];
const NO = ['0', 'false', 'f'];

const boolean: Field = (out, serial, bytes, at, length) => {
  if (serial === 8 || serial === 9) return out.byte(serial - 8);
  const word = isText(serial) ? bytes.toString('latin1', at, at + length).toLowerCase() : '';
  const value = isInteger(serial) ? String(whole(serial, bytes, at)) : word;
  if (!YES.includes(value) && !NO.includes(value)) throw new NeedsText();
  out.byte(YES.includes(value) ? 1 : 0);
};

function moment(write: (out: Output, bytes: Buffer, at: number, length: number) => void): Field {
  return (out, serial, bytes, at, length) => {
    if (!isText(serial)) throw new NeedsText();
    write(out, bytes, at, length);
  };
}

/** Microseconds from 1970 to 2000. */
const SINCE_1970 = 946_684_800_000_000;

function counted(factor: number): Field {
  return (out, serial, bytes, at) => {
    const value = whole(serial, bytes, at);
    const micros = value * factor - SINCE_1970;
    if (Number.isSafeInteger(value * factor) && Number.isSafeInteger(micros)) out.int64(micros);
    else out.wide(BigInt(value) * BigInt(factor) - BigInt(SINCE_1970));
  };
}

const FIELDS: Record<string, Field | undefined> = {
  'integer bigint': bigint,
  'integer integer': small(32, (out, value) => out.int32(value)),
  'integer smallint': small(16, (out, value) => out.int16(value)),
  'float double precision': (out, serial, bytes, at) => {
    if (serial === REAL) out.bytes(bytes, at, 8);
    else out.float64(whole(serial, bytes, at));
  },
  'float real': (out, serial, bytes, at) => {
    const value = number(serial, bytes, at);
    if (Math.fround(value) !== value) throw new NeedsText();
    out.float32(value);
  },
  'boolean boolean': boolean,
  'text jsonb': (out, serial, bytes, at, length) => {
    if (!isText(serial)) throw new NeedsText();
    out.versioned(1, bytes, at, length);
  },
  'plain date': moment(writeDate),
  'plain time without time zone': moment(writeTime),
  'plain timestamp without time zone': moment(writeTimestamp),
  'plain timestamp with time zone': moment(writeZoned),
  'plain uuid': (out, serial, bytes, at, length) => {
    const digits = isText(serial) ? bytes.toString('latin1', at, at + length).replaceAll('-', '') : '';
    if (!/^[0-9a-f]{32}$/.test(digits)) throw new NeedsText();
    out.bytes(Buffer.from(digits, 'hex'), 0, 16);
  },
  'bytes bytea': (out, serial, bytes, at, length) => {
    if (!isText(serial) && !isBlob(serial)) throw new NeedsText();
    out.bytes(bytes, at, length);
  },
  'uuid-bytes uuid': (out, serial, bytes, at, length) => {
    if (!isBlob(serial) || length !== 16) throw new NeedsText();
    out.bytes(bytes, at, 16);
  },
  'unix-seconds timestamp with time zone': counted(1_000_000),
  'unix-milliseconds timestamp with time zone': counted(1000),
  'unix-microseconds timestamp with time zone': counted(1),
};
