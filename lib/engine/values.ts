/** One value of a row in quarantine as the text that PostgreSQL reads for its column. */
import { microsOf, timeFormOf, utcText } from './epochs.ts';
import { cleaned } from './source/functions.ts';
import type { QuarantinedValue } from './source/quarantined-rows.ts';
import type { ColumnPlan } from './types.ts';

export type Reading = Pick<ColumnPlan, 'codec' | 'zone' | 'emptyIsNull'>;

/** Null for NULL. Throws where the bytes are no text; whether the text suits the type is PostgreSQL's to say. */
export function valueText(reading: Reading, type: string, value: QuarantinedValue | null): string | null {
  if (value === null) return null;
  if (reading.emptyIsNull && value.type === 'text' && textOf(value) === '') return null;
  if (type === 'bytea') return `\\x${bytesOf(value).toString('hex')}`;
  const form = timeFormOf(reading.codec);
  if (form && (value.type === 'integer' || value.type === 'real')) {
    const number = value.type === 'integer' ? BigInt(value.value) : Number(value.value);
    return `${utcText(microsOf(form, number))}+00`;
  }
  if (reading.codec === 'uuid-bytes' && value.type === 'blob') return value.hex;
  const mode = /^text-(.+)$/.exec(reading.codec)?.[1];
  if (mode) return cleaned(mode, bytesOf(value));
  const text = textOf(value);
  const zoned = reading.codec === 'zoned' && !/(Z|[+-]\d\d:\d\d)$/.test(text);
  return zoned ? `${text} ${reading.zone ?? 'UTC'}` : text;
}

function bytesOf(value: QuarantinedValue): Buffer {
  return 'hex' in value ? Buffer.from(value.hex, 'hex') : Buffer.from(value.value, 'utf8');
}

function textOf(value: QuarantinedValue): string {
  if ('value' in value) return value.value;
  throw new Error(
    value.type === 'blob' ? 'a blob is no text' : 'the text has NUL or bytes that are not UTF-8',
  );
}
