/** Says so where a column's values, or a choice, made its type another than the declaration promised. */
import { microsOf, type TimeForm, timeFormOf, utcText } from '../epochs.ts';
import type { ColumnPlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { info, warning } from './findings.ts';
import { intendedType } from './intended-type.ts';
import type { Facts } from './type-rules.ts';

export function reportType(context: PlanContext, place: string, facts: Facts, column: ColumnPlan): void {
  if (facts.values === 0) return;
  reportTimes(context, place, facts, column);
  const bad = facts.badTexts;
  if (bad > 0 && column.codec.startsWith('text-')) {
    const how = column.codec.slice('text-'.length);
    context.find(warning('COL-TEXT-CLEANED', place, { column: place, count: bad, how }));
  }
  // What was chosen, and what policies do with values that do not fit, is told with its count elsewhere.
  if (column.rule === 'chosen' || column.rule === 'match' || column.misfits) return;
  if (column.type === 'bytea' && bad > 0) {
    context.find(warning('COL-BYTES', place, { column: place, count: bad }));
  } else if (column.type === 'bytea' && facts.profile.blobs < facts.values) {
    context.find(warning('COL-MIXED', place, { column: place }));
  } else if (column.rule !== 'epoch') reportWidened(context, place, facts, column.type);
}

function reportTimes(context: PlanContext, place: string, facts: Facts, column: ColumnPlan): void {
  const form = timeFormOf(column.codec);
  if (form) {
    const { sample, minInteger } = facts.profile;
    const before = minInteger ?? sample ?? '';
    const value = /^-?\d+$/.test(before) ? BigInt(before) : Number(before);
    const after = Number.isNaN(value) ? '' : safeText(form, value);
    context.find(info('COL-EPOCH', place, { column: place, form, type: column.type, before, after }));
  }
  if (column.codec === 'zoned' && column.zone) {
    context.find(info('COL-ZONE', place, { column: place, zone: column.zone }));
  }
}

function safeText(form: TimeForm, value: bigint | number): string {
  try {
    return `${utcText(microsOf(form, value))}+00`;
  } catch {
    return '';
  }
}

function reportWidened(context: PlanContext, place: string, facts: Facts, type: string): void {
  const { profile } = facts;
  const intended = intendedType(facts);
  if (!intended) {
    const mixed = type === 'text' && profile.texts < facts.values;
    if (mixed) context.find(warning('COL-MIXED-TEXT', place, { column: place }));
    return;
  }
  if (intended.accepts.test(type)) return;
  const params = { column: place, declared: facts.declared };
  if (intended.name.startsWith('character varying') && type === 'text' && profile.texts === facts.values) {
    // A limit that PostgreSQL does not have, and that no text comes near.
    const beyond = Number(/\d+/.exec(intended.type)?.[0]) >= profile.maxChars;
    if (beyond || context.options.overrides.lengths === 'text') return;
    context.find(warning('COL-LENGTH', place, { ...params, chars: profile.maxChars }));
    return;
  }
  context.find(
    warning('COL-WIDENED', place, {
      ...params,
      wanted: intended.name,
      type,
      values: facts.values,
      misfits: facts.values - intended.fitting(profile),
      sample: profile.misfit ?? profile.sample ?? '',
    }),
  );
}
