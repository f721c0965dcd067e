/** A number or string as a literal of a column's type, only where both sides come to the same value. */
import { quoteText } from '../translate/typed.ts';

export const NUMBER = /^[+-]?\s*(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Undefined where it is not certain. */
export function literalDefault(text: string, type: string, kind: 'number' | 'string'): string | undefined {
  if (text.includes('\0')) return undefined;
  const value = kind === 'number' ? text.replace(/\s/g, '') : text;
  const number = NUMBER.test(value);
  if (type === 'boolean') return booleanDefault(value);
  if (/^(bigint|integer|smallint)$/.test(type)) return number ? wholeDefault(value, type) : undefined;
  if (type === 'double precision') return number ? value : undefined;
  if (type.startsWith('numeric')) return number && fitsScale(value, type) ? value : undefined;
  const asText = kind === 'number' ? numberText(value) : value;
  if (asText === undefined) return undefined;
  if (/^(text|character varying|citext)/.test(type))
    return fitsLength(asText, type) ? quoteText(asText) : undefined;
  // Among blobs, texts and numbers are the bytes of their text.
  if (type === 'bytea') return `'\\x${Buffer.from(asText, 'utf8').toString('hex')}'::bytea`;
  return kind === 'string' && hasForm(value, type) ? `${quoteText(value)}::${type}` : undefined;
}

function booleanDefault(value: string): string | undefined {
  const word = value.toLowerCase();
  if (['1', '1.0', 'true', 't'].includes(word)) return 'true';
  return ['0', '0.0', '-0', 'false', 'f'].includes(word) ? 'false' : undefined;
}

const LARGEST: Record<string, bigint> = { bigint: 2n ** 63n, integer: 2n ** 31n, smallint: 2n ** 15n };

/** 1.0 is stored as the whole number 1 in a column of INTEGER affinity. */
function wholeDefault(value: string, type: string): string | undefined {
  const digits = /^([+-]?\d+)(\.0*)?$/.exec(value)?.[1];
  if (digits === undefined) return undefined;
  const whole = BigInt(digits.replace('+', ''));
  const limit = LARGEST[type] ?? 0n;
  return whole < limit && whole >= -limit ? String(whole) : undefined;
}

function fitsScale(value: string, type: string): boolean {
  const found = /^numeric\((\d+),(\d+)\)$/.exec(type);
  if (!found) return true;
  const plain = /^[+-]?0*(\d*)(?:\.(\d*?)0*)?$/.exec(value);
  const [precision, scale] = [Number(found[1]), Number(found[2])];
  return plain !== null && (plain[2] ?? '').length <= scale && (plain[1] ?? '').length <= precision - scale;
}

function fitsLength(text: string, type: string): boolean {
  const limit = /^character varying\((\d+)\)$/.exec(type)?.[1];
  return limit === undefined || [...text].length <= Number(limit);
}

/** As TEXT affinity writes it; undefined for numbers that only SQLite itself can print. */
function numberText(value: string): string | undefined {
  if (/^[+-]?\d+$/.test(value) && value.replace(/\D/g, '').length <= 18)
    return String(BigInt(value.replace('+', '')));
  const real = Number(value);
  const size = Math.abs(real);
  if (real !== 0 && (size < 1e-4 || size >= 1e15)) return undefined;
  return Number.isInteger(real) ? real.toFixed(1) : String(real);
}

function hasForm(value: string, type: string): boolean {
  if (type === 'date') return /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value);
  if (type === 'timestamp with time zone')
    return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/.test(value) && isDay(value);
  if (type.startsWith('timestamp'))
    return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?$/.test(value) && isDay(value);
  if (type.startsWith('time')) return /^\d\d:\d\d(:\d\d(\.\d{1,6})?)?$/.test(value);
  if (type === 'uuid') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
  if (type !== 'json' && type !== 'jsonb') return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

function isDay(value: string): boolean {
  const day = value.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
