/** Functions that Howdah's own SQL calls on a snapshot; no schema object of the file can call them. */
import { isUtf8 } from 'node:buffer';
import type Database from 'better-sqlite3';
import { classifyJson } from '../json.ts';
import { throwIfStopping } from './stopping.ts';

const OURS = { deterministic: true, directOnly: true };

/**
 * howdah_utf8(CAST(text AS BLOB))       the text's bytes in UTF-8, whatever the database's encoding
 * howdah_bad_text(CAST(text AS BLOB))   1 where PostgreSQL's text cannot hold it: NUL inside, or not valid Unicode
 * howdah_text(mode, CAST(text AS BLOB)) the text without what is bad: mode strip, replace or escape
 * howdah_json(CAST(text AS BLOB))       a JsonKind
 * howdah_float4(value)                  1 where a float of four bytes holds the number exactly
 */
export function registerFunctions(db: Database.Database): void {
  const encoding = encodingOf(db);
  const utf8 = encoding === 'UTF-8' ? (bytes: Buffer) => bytes : (bytes: Buffer) => toUtf8(bytes, encoding);
  db.function('howdah_utf8', OURS, (bytes: Buffer | null) => {
    throwIfStopping();
    return bytes && utf8(bytes);
  });
  db.function('howdah_bad_text', OURS, (bytes: Buffer | null) => {
    throwIfStopping();
    return bytes !== null && isBad(utf8(bytes)) ? 1 : 0;
  });
  db.function('howdah_text', OURS, (mode: string, bytes: Buffer | null) =>
    bytes === null ? null : cleaned(mode, utf8(bytes)),
  );
  db.function('howdah_float4', OURS, (value: unknown) =>
    (typeof value === 'number' || typeof value === 'bigint') && isFloat4(value) ? 1 : 0,
  );
  db.function('howdah_json', OURS, (bytes: Buffer) => {
    throwIfStopping();
    const text = utf8(bytes);
    return isBad(text) ? 'invalid' : classifyJson(text.toString('utf8'));
  });
}

function encodingOf(db: Database.Database): string {
  return String(db.pragma('encoding', { simple: true }));
}

export function isUtf16(db: Database.Database): boolean {
  return encodingOf(db) !== 'UTF-8';
}

/** The bytes of a text in UTF-8, as SQL. A cast alone gives them in the database's encoding, at SQLite's speed. */
export function utf8Cast(db: Database.Database, text: string): string {
  const bytes = `CAST(${text} AS BLOB)`;
  return isUtf16(db) ? `howdah_utf8(${bytes})` : bytes;
}

function isFloat4(value: number | bigint): boolean {
  const number = Number(value);
  return Math.fround(number) === number && (typeof value === 'number' || BigInt(number) === value);
}

function isBad(bytes: Buffer): boolean {
  return bytes.includes(0) || !isUtf8(bytes);
}

/**
 * A lone surrogate is written as UTF-8 would write it, which is not valid UTF-8: it is seen like any other bad byte.
 * So is half a unit at the end, kept behind a byte that stands in no UTF-8.
 */
function toUtf8(bytes: Buffer, encoding: string): Buffer {
  if (bytes.length % 2 === 1) {
    const half = Buffer.from([0xff, bytes[bytes.length - 1] as number]);
    return Buffer.concat([toUtf8(bytes.subarray(0, -1), encoding), half]);
  }
  const text = (encoding === 'UTF-16be' ? Buffer.from(bytes).swap16() : bytes).toString('utf16le');
  if (text.isWellFormed()) return Buffer.from(text, 'utf8');
  const parts = [...text].map((char) => {
    const code = char.codePointAt(0) ?? 0;
    return code >= 0xd800 && code <= 0xdfff
      ? Buffer.from([0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)])
      : Buffer.from(char, 'utf8');
  });
  return Buffer.concat(parts);
}

/** Runs of valid UTF-8 as they are; every other byte, and NUL, as the mode says. */
export function cleaned(mode: string, bytes: Buffer): string {
  if (!isBad(bytes)) return bytes.toString('utf8');
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at);
    if (length > 0) {
      const char = bytes.toString('utf8', at, at + length);
      text += mode === 'escape' && char === '\\' ? '\\\\' : char;
      at += length;
    } else {
      if (mode === 'replace') text += '\uFFFD';
      if (mode === 'escape') text += `\\x${(bytes[at] as number).toString(16).padStart(2, '0')}`;
      at++;
    }
  }
  return text;
}

/** Bytes of the character that starts here, 0 where none that PostgreSQL takes does. */
function sequenceAt(bytes: Buffer, at: number): number {
  const first = bytes[at] as number;
  if (first === 0) return 0;
  const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  return at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}
