/** Which values of a column the chosen type takes, as SQL: asked where a choice says what becomes of the others. */
import { TimeForm } from '../overrides.ts';
import type { ColumnPlan } from '../types.ts';
import { decimalForm, formCondition } from './forms.ts';
import { isTime } from './times.ts';

type Fitted = Pick<ColumnPlan, 'codec' | 'type' | 'emptyIsNull'>;

const RANGES: Record<string, [string, string]> = {
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
};

/** True for values, NULL aside, that the column's type cannot take. */
export function misfitCondition(column: Fitted, c: string): string {
  const empty = column.emptyIsNull ? ` AND NOT (typeof(${c}) = 'text' AND ${c} = '')` : '';
  return `(${c} IS NOT NULL${empty} AND NOT (${fits(column, c)}))`;
}

function fits({ codec, type }: Fitted, c: string): string {
  const form = TimeForm.safeParse(codec);
  if (form.success) return isTime(form.data, type, c);
  switch (codec) {
    case 'integer': {
      const range = RANGES[type];
      return `typeof(${c}) = 'integer'${range ? ` AND ${c} BETWEEN ${range[0]} AND ${range[1]}` : ''}`;
    }
    case 'float':
      return `(typeof(${c}) = 'real' OR (typeof(${c}) = 'integer' AND ${c} BETWEEN -9007199254740992 AND 9007199254740992))`;
    case 'decimal': {
      const limited = decimalForm(type);
      return limited ? formCondition(limited, c) : `typeof(${c}) IN ('integer', 'real')`;
    }
    case 'boolean':
      return formCondition('boolean', c);
    case 'plain':
      return formCondition(PLAIN_FORMS[type] ?? 'uuid', c);
    case 'zoned':
      return `(${formCondition('timestamp', c)}) OR (${formCondition('timestamptz', c)})`;
    case 'uuid-bytes':
      return `typeof(${c}) = 'blob' AND length(${c}) = 16`;
    case 'text':
      return textFits(type, c);
    case 'any-text':
      return `typeof(${c}) <> 'blob' AND NOT howdah_bad_text(CAST(${c} AS BLOB))`;
    case 'text-strip':
    case 'text-replace':
    case 'text-escape':
      return `typeof(${c}) <> 'blob'`;
    default:
      return '1';
  }
}

const PLAIN_FORMS: Record<string, 'date' | 'timestamp' | 'timestamptz' | 'time' | 'uuid'> = {
  date: 'date',
  'time without time zone': 'time',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
};

function textFits(type: string, c: string): string {
  if (type === 'json' || type === 'jsonb') return `typeof(${c}) = 'text' AND ${formCondition(type, c)}`;
  const limit = /^character varying\((\d+)\)$/.exec(type)?.[1];
  const short = limit ? ` AND length(${c}) <= ${limit}` : '';
  return `typeof(${c}) = 'text' AND NOT howdah_bad_text(CAST(${c} AS BLOB))${short}`;
}
