/** The type of one column: what a person chose, else what the rules and the choices for the whole database say. */

import { overrideError } from '../errors.ts';
import type { ColumnChoices, Misfits, Overrides } from '../overrides.ts';
import { columnPlace } from './choices.ts';
import { intendedType } from './intended-type.ts';
import { canonicalType, type Reading, readingFor } from './readings.ts';
import { choicesFor, codecOf, type Facts, ruleFor } from './type-rules.ts';

export interface Decision extends Reading {
  /** The rule that chose the type, `chosen` where a person did. */
  rule: string;
  /** Null where every value surely fits. */
  policy: Misfits | null;
}

export function decideType(
  overrides: Overrides,
  place: { table: string; column: string },
  facts: Facts,
  choices: ColumnChoices,
): Decision {
  if (choices.type !== undefined || choices.form !== undefined) return chosenType(place, facts, choices);
  const ruled = ruledType(overrides, facts, choices);
  const policy = choices.misfits ?? 'widen';
  const intended = policy === 'widen' ? null : intendedType(facts);
  // A type that no value fits was never meant: nobody wants all rows in quarantine.
  if (!intended || intended.accepts.test(ruled.type) || intended.fitting(facts.profile) === 0) return ruled;
  const reading = readingFor(intended.type, facts, choices);
  return reading ? { ...reading, rule: 'intended', policy } : ruled;
}

function chosenType(
  { table, column }: { table: string; column: string },
  facts: Facts,
  choices: ColumnChoices,
): Decision {
  const wanted = choices.type ?? 'timestamp with time zone';
  const type = canonicalType(wanted);
  const at = (choice: keyof ColumnChoices) => columnPlace(table, column, choice);
  if (type === null) {
    throw overrideError(
      at('type'),
      `${wanted} is not a type that values can be loaded into.`,
      `Types that hold them all: ${typesOf(facts)}.`,
    );
  }
  if (choices.form && !/^(date$|timestamp)/.test(type)) {
    throw overrideError(
      at('form'),
      `numbers that stand for times cannot become ${type}.`,
      'Choose date, timestamp or timestamptz.',
    );
  }
  const reading = readingFor(type, facts, choices);
  if (reading === null) {
    throw overrideError(
      at('type'),
      `the column holds numbers, and it is not certain how they stand for times.`,
      `Say so with "form": ${['unix-seconds', 'unix-milliseconds', 'julian-day'].join(', ')} … (docs/overrides.md).`,
    );
  }
  const sure = choicesFor(facts).some(
    (choice) => choice.type === reading.type && choice.codec === reading.codec,
  );
  const policy = choices.misfits === undefined || choices.misfits === 'widen' ? 'stop' : choices.misfits;
  return { ...reading, rule: 'chosen', policy: sure ? null : policy };
}

/** By the rules, as the choices for the whole database bend them. */
function ruledType({ integers, lengths }: Overrides, facts: Facts, { zone, text }: ColumnChoices): Decision {
  const rule = ruleFor(facts);
  const decision = (type: string, codec = codecOf(rule, facts)): Decision => ({
    type,
    codec,
    zone: null,
    rule: rule.id,
    policy: null,
  });
  const type = rule.type(facts);
  if (zone !== undefined && isNaive(facts)) {
    return { ...decision('timestamp with time zone', 'zoned'), zone };
  }
  if (rule.id === 'bigint' && integers === 'smallest') {
    const fitting = choicesFor(facts).map((choice) => choice.type);
    return decision(['smallint', 'integer'].find((small) => fitting.includes(small)) ?? type);
  }
  if (rule.id === 'varchar' && lengths === 'text') return decision('text');
  if (facts.badTexts > 0 && /^(text|character)/.test(type)) {
    const reading = readingFor(type, facts, { text });
    return {
      ...decision(type, reading?.codec),
      policy: text === 'quarantine' ? 'quarantine' : null,
    };
  }
  return decision(type);
}

/** Declared as times, all of them texts, at least one of them without a zone. */
function isNaive({ declared, values, profile }: Facts): boolean {
  const { timestamp = 0, timestamptz = 0 } = profile.forms;
  return /DATE|TIME/i.test(declared) && timestamp > 0 && timestamp + timestamptz === values;
}

function typesOf(facts: Facts): string {
  return choicesFor(facts)
    .map((choice) => choice.type)
    .join(', ');
}
