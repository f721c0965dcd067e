/** Values of both sides in one canonical form, read and judged without anything of copy and verify. */
import Database from 'better-sqlite3';
import pg from 'pg';
import type { Finding } from '../../types.ts';
import type { Ask } from './target-side.ts';

/** A value as SQLite stores it. */
export interface Stored {
  class: 'null' | 'integer' | 'real' | 'text' | 'blob';
  /** Integers and reals as text that names them exactly; texts (in UTF-8) and blobs as hex. */
  value: string;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

export function storedRows(path: string, table: string, columns: string[]): Stored[][] {
  const db = new Database(path, { readonly: true });
  db.defaultSafeIntegers(true);
  const utf16 = String(db.pragma('encoding', { simple: true })).startsWith('UTF-16');
  const list = columns.flatMap((column) => {
    const c = quoted(column);
    return [`typeof(${c})`, `CASE typeof(${c}) WHEN 'text' THEN CAST(${c} AS BLOB) ELSE ${c} END`];
  });
  const rows = db
    .prepare(`SELECT ${list.join(', ')} FROM ${quoted(table)}`)
    .raw()
    .all() as unknown[][];
  db.close();
  return rows.map((row) =>
    columns.map((_, at): Stored => {
      const storage = row[2 * at] as Stored['class'];
      const value = row[2 * at + 1];
      if (storage === 'text') return { class: storage, value: utf8(value as Buffer, utf16).toString('hex') };
      if (Buffer.isBuffer(value)) return { class: storage, value: value.toString('hex') };
      return { class: storage, value: storage === 'real' ? doubleHex(value as number) : String(value) };
    }),
  );
}

/** UTF-16 taken apart by hand, so that half a surrogate pair becomes the three bytes that name it. */
function utf8(bytes: Buffer, utf16: boolean): Buffer {
  if (!utf16) return bytes;
  const parts: Buffer[] = [];
  for (const character of bytes.subarray(0, bytes.length & ~1).toString('utf16le')) {
    const code = character.codePointAt(0) ?? 0;
    const lone = code >= 0xd800 && code <= 0xdfff;
    parts.push(
      lone
        ? Buffer.from([0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)])
        : Buffer.from(character),
    );
  }
  return Buffer.concat(parts);
}

function doubleHex(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
}

const doubleOf = (hex: string) => Buffer.from(hex, 'hex').readDoubleBE();

/** What PostgreSQL holds, as text from which the value can be told exactly. */
function exactText(column: string, type: string): string {
  const c = pg.escapeIdentifier(column);
  if (type === 'bytea') return `encode(${c}, 'hex')`;
  if (type === 'double precision') return `encode(float8send(${c}), 'hex')`;
  if (/^(text|character|json$)/.test(type)) return `encode(convert_to(${c}::text, 'UTF8'), 'hex')`;
  if (/^timestamp/.test(type)) return `(extract(epoch FROM ${c})::numeric * 1000000)::bigint::text`;
  return `${c}::text`;
}

export async function targetRows(
  ask: Ask,
  table: string,
  columns: { target: string; type: string }[],
): Promise<(string | null)[][]> {
  const list = columns.map(({ target, type }) => exactText(target, type));
  return ask(`SELECT ${list.join(', ')} FROM public.${pg.escapeIdentifier(table)}`);
}

/** What a stored value must be in a column of the type, and the codes of findings one of which must have said so. */
export function awaited(
  { class: storage, value }: Stored,
  type: string,
  findings: Finding[],
): { text: string | null; said?: string[] } {
  if (storage === 'null') return { text: null };
  const text = Buffer.from(value, 'hex').toString();
  if (type === 'bytea') {
    if (storage === 'blob') return { text: value };
    const bytes = storage === 'text' ? value : Buffer.from(numberText(storage, value)).toString('hex');
    return { text: bytes, said: ['COL-BYTES', 'COL-MIXED', 'COL-WIDENED'] };
  }
  if (/^(text|character|json$)/.test(type)) {
    if (storage === 'text') return { text: value };
    const hex = Buffer.from(numberText(storage, value)).toString('hex');
    return { text: hex, said: ['COL-WIDENED', 'COL-MIXED-TEXT'] };
  }
  if (type === 'bigint') return { text: storage === 'integer' ? value : `not ${storage}` };
  if (type === 'double precision') {
    if (storage === 'real') return { text: value };
    const exact = storage === 'integer' && BigInt(Number(value)) === BigInt(value);
    return { text: exact ? doubleHex(Number(value)) : `not ${storage} ${value}` };
  }
  if (type.startsWith('numeric')) return { text: storage === 'integer' ? value : `double ${value}` };
  if (type === 'boolean') {
    const word = storage === 'integer' ? value : text.toLowerCase();
    return {
      text:
        ({ '1': 'true', t: 'true', true: 'true', '0': 'false', f: 'false', false: 'false' } as const)[word] ??
        `not ${word}`,
    };
  }
  if (type === 'uuid') return { text: storage === 'text' ? text : `not ${storage}` };
  if (type === 'jsonb') return { text };
  if (type.startsWith('timestamp') && storage !== 'text') {
    const form = findings.find(({ code }) => code === 'COL-EPOCH')?.params.form;
    return { text: microsOf(String(form), value, storage), said: ['COL-EPOCH'] };
  }
  if (type.startsWith('timestamp')) return { text: String(microsOfText(text)) };
  if (type === 'date') return { text };
  return { text: type.startsWith('time') ? text : `a type nobody expects: ${type}` };
}

function numberText(storage: string, value: string): string {
  return storage === 'integer' ? value : `double ${value}`;
}

function microsOf(form: string, value: string, storage: string): string {
  if (storage !== 'integer') return `not ${storage}`;
  const number = BigInt(value);
  if (form === 'unix-seconds') return String(number * 1_000_000n);
  if (form === 'unix-milliseconds') return String(number * 1000n);
  if (form === 'chrome-microseconds') return String(number - 11_644_473_600_000_000n);
  if (form === 'unix-microseconds') return value;
  return `no form ${form}`;
}

function microsOfText(text: string): bigint {
  const [, seconds = '', fraction = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  const whole = Date.parse(`${seconds.replace(' ', 'T')}${zone || 'Z'}`);
  return BigInt(whole) * 1000n + BigInt(fraction.padEnd(6, '0'));
}

/** Whether what stands there is what was awaited; numbers in other spellings are compared as numbers. */
export function sameAs(text: string | null, type: string, there: string | null): boolean {
  if (text === null || there === null) return text === there;
  if (text === there) return true;
  if (type.startsWith('numeric')) {
    if (!text.startsWith('double '))
      return Number.isInteger(Number(there)) && BigInt(there.replace(/\.0*$/, '')) === BigInt(text);
    return Object.is(Number(there), doubleOf(text.slice(7)));
  }
  if (/^(text|character|json$|bytea)/.test(type)) return sameDouble(text, there);
  if (type === 'jsonb')
    return JSON.stringify(sorted(JSON.parse(text))) === JSON.stringify(sorted(JSON.parse(there)));
  if (type.startsWith('time ')) return micros(text) === micros(there);
  return false;
}

/** A double among texts or blobs is a text that names it. */
function sameDouble(awaitedHex: string, thereHex: string): boolean {
  const found = /^double ([0-9a-f]{16})$/.exec(Buffer.from(awaitedHex, 'hex').toString());
  if (!found?.[1]) return false;
  const there = Buffer.from(thereHex, 'hex').toString().replace('Inf', 'Infinity');
  return Object.is(Number(there), doubleOf(found[1]));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}

function micros(clock: string): bigint {
  return microsOfText(`1970-01-01 ${clock}`);
}
