/** From a value to its part of the row's hash: the slow way that takes every value, and short ways for usual ones. */
import type { Encoding, Kind } from './encodings.ts';
import type { RowHash } from './row-hash.ts';

const scratch = Buffer.alloc(64 << 10);
const scratchView = new DataView(scratch.buffer, scratch.byteOffset, scratch.length);
/** UTF-8 takes at most three bytes for each unit of a JavaScript string. */
const SHORT = scratch.length / 3;
/** Bytes of what is not hashed as text. */
const LONGEST_HASHED = 8;

/** Adds a value by its canonical text. Both sides agree on that text, so both hash the same bytes. */
export function feedText(hash: RowHash, { hashed }: Encoding, text: string): void {
  if (hashed === undefined) feedBytes(hash, text);
  else if (hashed.as === 'integer' && /^-?\d{1,19}$/.test(text)) feedInteger(hash, BigInt(text));
  else if (hashed.as === 'boolean' && (text === 'true' || text === 'false'))
    hash.one(text === 'true' ? 1 : 0);
  else if (hashed.as === 'float' && /^[0-9a-f]{16}$/.test(text)) {
    hash.eight(Number.parseInt(text.slice(0, 8), 16), Number.parseInt(text.slice(8), 16));
  }
  // No such value after all: longer than those on the other side, it is equal to none of them.
  else feedBytes(hash, text.padEnd(LONGEST_HASHED + 1));
}

function feedInteger(hash: RowHash, integer: bigint): void {
  const value = BigInt.asUintN(64, integer);
  hash.eight(Number(value >> 32n), Number(value & 0xffffffffn));
}

function feedBytes(hash: RowHash, text: string): void {
  if (text.length <= SHORT) {
    hash.bytes(scratchView, 0, scratch.write(text, 0, 'utf8'));
    return;
  }
  const bytes = Buffer.from(text, 'utf8');
  hash.bytes(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
}

/** Takes the text between two places of a block, or says false: then it has to go the slow way. */
export type ShortWay = (hash: RowHash, block: Buffer, view: DataView, at: number, end: number) => boolean;

const asItIs: ShortWay = (hash, _block, view, at, end) => {
  hash.bytes(view, at, end - at);
  return true;
};

const never: ShortWay = () => false;

export const SHORT_WAYS: Record<Kind, ShortWay> = {
  integer: (hash, block, _view, at, end) => {
    const negative = block[at] === 0x2d;
    let from = negative ? at + 1 : at;
    if (end - from > 15 || end === from) return false;
    let value = 0;
    for (; from < end; from++) {
      const digit = (block[from] as number) - 0x30;
      if (digit < 0 || digit > 9) return false;
      value = value * 10 + digit;
    }
    if (negative) value = -value;
    hash.eight(Math.floor(value / 4294967296), value);
    return true;
  },
  boolean: (hash, block, _view, at, end) => {
    const digit = (block[at] as number) - 0x30;
    if (end - at !== 1 || (digit !== 0 && digit !== 1)) return false;
    hash.one(digit);
    return true;
  },
  /** Digits without a sign of their own for what follows: no exponent, no zero too many at either end. */
  numeric: (hash, block, view, at, end) => {
    let from = block[at] === 0x2d ? at + 1 : at;
    const first = from;
    let point = -1;
    for (; from < end; from++) {
      const byte = block[from] as number;
      if (byte === 0x2e && point < 0) point = from;
      else if (byte < 0x30 || byte > 0x39) return false;
    }
    const whole = (point < 0 ? end : point) - first;
    if (whole === 0 || (block[first] === 0x30 && (whole > 1 || first > at))) return false;
    let last = end;
    if (point >= 0) {
      while (block[last - 1] === 0x30) last--;
      if (last === point + 1) last = point;
    }
    hash.bytes(view, at, last - at);
    return true;
  },
  text: asItIs,
  date: asItIs,
  time: (hash, block, view, at, end) => end - at === 8 && asItIs(hash, block, view, at, end),
  timestamp: (hash, block, view, at, end) =>
    end - at === 19 && block[at + 10] === 0x20 && asItIs(hash, block, view, at, end),
  float: never,
  bytea: never,
  timestamptz: never,
  uuid: never,
  jsonb: never,
};
