/** Whether the profile alone says that every value fits a type; where it does not, the values themselves are asked. */
import { timeFormOf } from '../epochs.ts';
import { decimalForm } from '../source/forms.ts';
import type { Reading } from './readings.ts';
import type { Facts } from './type-rules.ts';

export function surelyFits({ type, codec }: Reading, labels: string[] | null, facts: Facts): boolean {
  const { profile, values } = facts;
  if (values === 0) return true;
  if (labels || timeFormOf(codec) !== undefined) return false;
  const only = (...classes: ('integers' | 'reals' | 'texts')[]) =>
    values === classes.reduce((sum, name) => sum + profile[name], 0);
  const clean = profile.nulTexts === 0 && profile.invalidTexts === 0;
  switch (codec) {
    case 'integer':
      return only('integers') && within(facts, INTEGER_BITS[type] ?? 64);
    case 'float':
      return type === 'double precision' && only('integers', 'reals') && within(facts, 54);
    case 'decimal': {
      const limited = decimalForm(type);
      return limited ? profile.forms[limited] === values : type === 'numeric' && only('integers', 'reals');
    }
    case 'boolean':
      return profile.forms.boolean === values;
    case 'plain': {
      const form = FORMS[type];
      return form !== undefined && profile.forms[form] === values;
    }
    case 'text': {
      if (type === 'json' || type === 'jsonb') return profile.forms[type] === values;
      const limit = /^character varying\((\d+)\)$/.exec(type)?.[1];
      const limited = limit !== undefined && profile.maxChars > Number(limit);
      return only('texts') && clean && !limited && !/^character\(/.test(type);
    }
    case 'any-text':
      return only('integers', 'reals', 'texts') && clean && !/\(/.test(type);
    case 'bytes':
      return true;
    default:
      return false;
  }
}

const INTEGER_BITS: Record<string, number> = { smallint: 16, integer: 32 };

const FORMS: Record<string, 'date' | 'time' | 'timestamp' | 'timestamptz' | 'uuid'> = {
  date: 'date',
  'time without time zone': 'time',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
  uuid: 'uuid',
};

/** Whether all whole numbers fit so many bits, the sign among them. */
function within({ profile }: Facts, bits: number): boolean {
  const bound = 2n ** BigInt(bits - 1);
  return BigInt(profile.minInteger ?? 0) >= -bound && BigInt(profile.maxInteger ?? 0) < bound;
}
