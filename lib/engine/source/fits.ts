/** Which values of a column the chosen type takes, as SQL: asked where a choice says what becomes of the others. */
import { timeFormOf } from '../epochs.ts';
import type { ColumnPlan } from '../types.ts';
import { decimalForm, formCondition } from './forms.ts';
import { isTime } from './times.ts';

type Fitted = Pick<ColumnPlan, 'codec' | 'type' | 'emptyIsNull' | 'labels'>;

const RANGES: Record<string, [string, string]> = {
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
};

/** True for values, NULL aside, that the column's type cannot take. */
export function misfitCondition(column: Fitted, c: string): string {
  const empty = column.emptyIsNull ? ` AND NOT (typeof(${c}) = 'text' AND ${c} = '')` : '';
  return `(${c} IS NOT NULL${empty} AND NOT (${fits(column, c)}))`;
}

function fits({ codec, type, labels }: Fitted, c: string): string {
  if (labels)
    return `CAST(${c} AS TEXT) IN (${labels.map((label) => `'${label.replaceAll("'", "''")}'`).join(', ')})`;
  const form = timeFormOf(codec);
  if (form) return isTime(form, type, c);
  switch (codec) {
    case 'integer': {
      const range = RANGES[type];
      return `typeof(${c}) = 'integer'${range ? ` AND ${c} BETWEEN ${range[0]} AND ${range[1]}` : ''}`;
    }
    case 'float':
      if (type === 'real') return `howdah_float4(${c})`;
      return `(typeof(${c}) = 'real' OR (typeof(${c}) = 'integer' AND ${c} BETWEEN -9007199254740992 AND 9007199254740992))`;
    case 'decimal': {
      const limited = decimalForm(type);
      return limited ? formCondition(limited, c) : `typeof(${c}) IN ('integer', 'real')`;
    }
    case 'boolean':
      return formCondition('boolean', c);
    case 'plain':
      return plainFits(type, c);
    case 'zoned':
      return `((${formCondition('timestamp', c)}) OR (${formCondition('timestamptz', c)}))${fractionFits(type, c)}`;
    case 'uuid-bytes':
      return `typeof(${c}) = 'blob' AND length(${c}) = 16`;
    case 'text':
      return textFits(type, c);
    case 'any-text':
      return `typeof(${c}) <> 'blob' AND NOT howdah_bad_text(CAST(${c} AS BLOB))${lengthFits(type, `CAST(${c} AS TEXT)`)}`;
    case 'text-strip':
    case 'text-replace':
    case 'text-escape':
      return `typeof(${c}) <> 'blob'`;
    default:
      return '1';
  }
}

const PLAIN_FORMS: Record<string, 'date' | 'timestamp' | 'timestamptz' | 'time'> = {
  date: 'date',
  'time without time zone': 'time',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
};

function plainFits(type: string, c: string): string {
  const form = PLAIN_FORMS[withoutPrecision(type)];
  return form ? `(${formCondition(form, c)})${fractionFits(type, c)}` : isUuid(c);
}

/** Upper or lower case, with or without its dashes: the same uuid. */
function isUuid(c: string): string {
  const digits = (count: number) => '[0-9a-f]'.repeat(count);
  const dashed = [8, 4, 4, 4, 12].map(digits).join('-');
  return `typeof(${c}) = 'text' AND (lower(${c}) GLOB '${dashed}' OR lower(${c}) GLOB '${digits(32)}')`;
}

/** `timestamp(3) without time zone` is a timestamp too. */
export function withoutPrecision(type: string): string {
  return type.replace(/\(\d\)(?= with)/, '');
}

/** A type that keeps milliseconds cannot take microseconds: PostgreSQL would round them. */
function fractionFits(type: string, c: string): string {
  const digits = /\((\d)\) with/.exec(type)?.[1];
  if (digits === undefined) return '';
  const rest = `substr(${c}, instr(${c}, '.') + 1)`;
  const fraction = `CASE WHEN ${c} GLOB '*Z' THEN substr(${rest}, 1, length(${rest}) - 1)
    WHEN ${c} GLOB '*[+-][0-2][0-9]:[0-5][0-9]' THEN substr(${rest}, 1, length(${rest}) - 6) ELSE ${rest} END`;
  return ` AND (instr(${c}, '.') = 0 OR length(rtrim(${fraction}, '0')) <= ${digits})`;
}

function textFits(type: string, c: string): string {
  if (type === 'json' || type === 'jsonb') return `typeof(${c}) = 'text' AND ${formCondition(type, c)}`;
  return `typeof(${c}) = 'text' AND NOT howdah_bad_text(CAST(${c} AS BLOB))${lengthFits(type, c)}`;
}

function lengthFits(type: string, c: string): string {
  const [, kind, limit] = /^character( varying)?\((\d+)\)$/.exec(type) ?? [];
  if (limit === undefined) return '';
  // Blanks at the end mean nothing in character(n).
  return ` AND length(${c}) <= ${limit}${kind ? '' : ` AND rtrim(${c}, ' ') = ${c}`}`;
}
