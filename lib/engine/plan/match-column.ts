/** One column of a table that stands there: the type is given, so what is decided is how its values are read out. */
import { overrideError } from '../errors.ts';
import type { ColumnChoices, Misfits, Overrides } from '../overrides.ts';
import type { CatalogColumn, CatalogTable } from '../source/catalog.ts';
import { withoutPrecision } from '../source/fits.ts';
import type { ShapeColumn } from '../target/shape.ts';
import type { ColumnPlan } from '../types.ts';
import { columnChoices, columnPlace } from './choices.ts';
import type { PlanContext } from './context.ts';
import { blocker, info, warning } from './findings.ts';
import { surelyFits } from './match-fits.ts';
import { canonicalType, type Reading, readingFor } from './readings.ts';
import { reportType } from './type-findings.ts';
import { type Facts, factsOf, ruleFor } from './type-rules.ts';

export interface MatchedColumn {
  plan: ColumnPlan;
  /** The type that a new table would get. */
  here: string;
}

export function matchColumn(
  context: PlanContext,
  table: CatalogTable,
  column: CatalogColumn,
  there: ShapeColumn,
): MatchedColumn {
  const profile = context.profile(table.name).columns[column.name];
  if (!profile) throw new Error(`column ${column.name} was not profiled`);
  const choices = columnChoices(context.options.overrides, table.name, column.name);
  refuseChoices(context.options.overrides, table.name, column.name, there);
  const facts = factsOf(column, column.name === table.rowidColumn, profile, choices);
  const here = ruleFor(facts).type(facts);
  const place = `${table.name}.${column.name}`;
  const { reading, misfits } = readThere(context, place, facts, choices, there);
  const emptyIsNull = choices.empty === 'null' && profile.emptyTexts > 0;
  const plan: ColumnPlan = {
    source: column.name,
    target: there.name,
    declared: column.declared,
    ...reading,
    rule: 'match',
    misfits,
    emptyIsNull,
    ...(there.labels ? { labels: there.labels } : {}),
    notNull: there.notNull,
    default: null,
    generated: there.generated ? there.expression : null,
    choices: [],
    values: {
      nulls: profile.nulls,
      integers: profile.integers,
      reals: profile.reals,
      texts: profile.texts,
      blobs: profile.blobs,
      maxBytes: profile.maxBytes,
      needsEscape: profile.needsEscape,
      sample: profile.sample,
    },
  };
  if (here !== there.type) {
    context.find(info('MAT-TYPE', place, { column: place, there: there.type, here }));
  }
  if (there.generated) {
    context.find(warning('MAT-GENERATED', place, { column: place, expression: there.expression ?? '' }));
  }
  if (emptyIsNull) {
    context.find(warning('COL-EMPTY-NULL', place, { column: place, count: profile.emptyTexts }));
  }
  const nulls = profile.nulls + (emptyIsNull ? profile.emptyTexts : 0);
  // A condition may leave these rows out; where it does not, the server refuses the first of them in staging.
  if (
    there.notNull &&
    !there.generated &&
    nulls > 0 &&
    context.tableChoices(table.name).where === undefined
  ) {
    context.find(blocker('MAT-NULLS', place, { column: place, count: nulls }));
  }
  reportType(context, place, facts, plan);
  return { plan, here };
}

/** The type and the default are the application's to decide. */
export function refuseChoices(
  overrides: Overrides,
  table: string,
  column: string,
  there: Pick<ShapeColumn, 'base' | 'type'>,
): void {
  const { type, default: value } = overrides.tables?.[table]?.columns?.[column] ?? {};
  const wanted = type !== undefined && canonicalType(type) !== there.base && type !== there.type;
  if (!wanted && value === undefined) return;
  throw overrideError(
    columnPlace(table, column, wanted ? 'type' : 'default'),
    `the column stands in the target as ${there.type}, and its rows go in there.`,
    'Change the column there, or leave this choice out.',
  );
}

function readThere(
  context: PlanContext,
  place: string,
  facts: Facts,
  choices: ColumnChoices,
  there: ShapeColumn,
): { reading: Reading; misfits: ColumnPlan['misfits'] } {
  const known = knownReading(there, facts, choices);
  if (known === null) {
    const params = { column: place, there: there.type, sample: facts.profile.sample ?? '' };
    context.find(blocker('MAT-FORM', place, params));
    return { reading: { type: there.base, codec: 'any-text', zone: null }, misfits: null };
  }
  if (known === 'unknown') {
    context.find(warning('MAT-AS-TEXT', place, { column: place, there: there.type }));
    return { reading: { type: there.base, codec: 'any-text', zone: null }, misfits: null };
  }
  const policy = policyThere(facts, choices);
  const naive = facts.profile.forms.timestamp ?? 0;
  if (known.codec === 'plain' && /with time zone$/.test(there.base) && naive > 0 && policy === 'stop') {
    context.find(
      blocker('MAT-ZONE', place, { column: place, count: naive, sample: facts.profile.sample ?? '' }),
    );
    return { reading: known, misfits: null };
  }
  const sure = there.generated || surelyFits(known, there.labels, facts);
  return { reading: known, misfits: sure ? null : { policy, count: 0 } };
}

/** No type there is widened: what does not fit stands in the way unless something was chosen. */
export function policyThere({ badTexts }: Facts, { misfits, text }: ColumnChoices): Misfits {
  if (misfits === 'null' || misfits === 'quarantine') return misfits;
  return text === 'quarantine' && badTexts > 0 ? 'quarantine' : 'stop';
}

const TEXTS = /^(text|citext|character( varying)?(\(\d+\))?)$/;
const OTHERS =
  /^(smallint|integer|bigint|double precision|boolean|json|jsonb|uuid|bytea|date|numeric(\(\d+,\d+\))?|time without time zone|timestamp with(out)? time zone)$/;

/** Null where numbers should be times and nobody said how they count. */
export function knownReading(
  there: Pick<ShapeColumn, 'base' | 'labels'>,
  facts: Facts,
  choices: ColumnChoices,
): Reading | 'unknown' | null {
  const type = there.base;
  if (type === 'real') return { type, codec: 'float', zone: null };
  if (there.labels) return { type, codec: 'any-text', zone: null };
  const plain = withoutPrecision(type);
  if (TEXTS.test(plain)) {
    const reading = readingFor('text', facts, choices);
    return reading && { ...reading, type };
  }
  if (!OTHERS.test(plain)) return 'unknown';
  if (facts.values === 0 && choices.form === undefined && /^(date|timestamp)/.test(plain)) {
    return { type, codec: 'plain', zone: null };
  }
  const reading = readingFor(plain, facts, choices);
  return reading && { ...reading, type };
}
