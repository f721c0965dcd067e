/**
 * Which PostgreSQL type a column gets: by what was declared and by what its values are. The first rule that
 * applies wins; the last ones take anything, so that every value of every column has a place.
 * A rule never changes a value: where the values do not fit the declared type, the type is widened.
 */

import type { TimeForm } from '../epochs.ts';
import { formOfRange } from '../epochs.ts';
import type { ColumnChoices } from '../overrides.ts';
import { type Affinity, affinityOf, type CatalogColumn } from '../source/catalog.ts';
import { decimalForm, type Form } from '../source/forms.ts';
import type { ColumnProfile } from '../source/profile.ts';
import type { Codec } from '../types.ts';

export interface Facts {
  declared: string;
  affinity: Affinity;
  isRowid: boolean;
  profile: ColumnProfile;
  /** Values that are not NULL and do not become NULL. */
  values: number;
  /** Texts that PostgreSQL's text cannot hold, whatever is done about them: the profile here counts only those that stay so. */
  badTexts: number;
}

export interface TypeRule {
  id: string;
  applies: (facts: Facts) => boolean;
  type: (facts: Facts) => string;
  codec: Codec | ((facts: Facts) => Codec);
  /** The values did not allow what was declared. */
  widened?: boolean;
}

const declares = (facts: Facts, pattern: RegExp) => pattern.test(facts.declared);
const all = (facts: Facts, form: Form) => facts.values === 0 || facts.profile.forms[form] === facts.values;
const only = (facts: Facts, ...classes: ('integers' | 'reals' | 'texts' | 'blobs')[]) =>
  facts.values === classes.reduce((sum, name) => sum + facts.profile[name], 0);
const cleanText = ({ profile }: Facts) => profile.nulTexts === 0 && profile.invalidTexts === 0;
const safeIntegers = ({ profile }: Facts) =>
  profile.minInteger === null ||
  (BigInt(profile.minInteger) >= -(2n ** 53n) && BigInt(profile.maxInteger ?? 0) <= 2n ** 53n);
/** numeric knows one zero. */
const keepsSigns = ({ profile }: Facts) => profile.negativeZeros === 0;
const length = (facts: Facts) => Number(/CHAR[A-Z ]*\(\s*(\d+)\s*\)/i.exec(facts.declared)?.[1] ?? 0);

const BOOLEAN = /BOOL/i;
const JSON_TYPE = /JSON/i;
const UUID = /UUID|GUID|UNIQUEIDENTIFIER/i;
const DATE_OR_TIME = /DATE|TIME/i;
const TIME_ONLY = /^\s*TIME(?!\s*STAMP)/i;
export const NUMBER = /DEC|NUMERIC|NUMBER|MONEY/i;
const MAX_VARCHAR = 10_485_760;

export const TYPE_RULES: TypeRule[] = [
  { id: 'rowid', applies: (f) => f.isRowid, type: () => 'bigint', codec: 'integer' },
  {
    id: 'boolean',
    applies: (f) => declares(f, BOOLEAN) && all(f, 'boolean'),
    type: () => 'boolean',
    codec: 'boolean',
  },
  { id: 'uuid', applies: (f) => declares(f, UUID) && all(f, 'uuid'), type: () => 'uuid', codec: 'plain' },
  {
    id: 'jsonb',
    applies: (f) => declares(f, JSON_TYPE) && all(f, 'jsonb'),
    type: () => 'jsonb',
    codec: 'text',
  },
  { id: 'json', applies: (f) => declares(f, JSON_TYPE) && all(f, 'json'), type: () => 'json', codec: 'text' },
  {
    id: 'time',
    applies: (f) => declares(f, TIME_ONLY) && all(f, 'time'),
    type: () => 'time without time zone',
    codec: 'plain',
  },
  {
    id: 'date',
    applies: (f) =>
      declares(f, DATE_OR_TIME) && (f.values > 0 ? all(f, 'date') : /^\s*DATE\s*$/i.test(f.declared)),
    type: () => 'date',
    codec: 'plain',
  },
  {
    id: 'timestamptz',
    applies: (f) => declares(f, DATE_OR_TIME) && f.values > 0 && all(f, 'timestamptz'),
    type: () => 'timestamp with time zone',
    codec: 'plain',
  },
  {
    id: 'timestamp',
    applies: (f) => declares(f, DATE_OR_TIME) && all(f, 'timestamp'),
    type: () => 'timestamp without time zone',
    codec: 'plain',
  },
  {
    // Whole numbers that count seconds or parts of them, and plausibly nothing else: 2021 is not among them.
    id: 'epoch',
    applies: (f) => declares(f, DATE_OR_TIME) && epochForm(f) !== null,
    type: () => 'timestamp with time zone',
    codec: (f) => epochForm(f) ?? 'integer',
  },
  {
    id: 'decimal',
    applies: (f) => {
      const form = decimalForm(f.declared);
      return form !== null && all(f, form) && keepsSigns(f);
    },
    type: (f) => (decimalForm(f.declared) ?? '').replace('decimal', 'numeric'),
    codec: 'decimal',
  },
  {
    id: 'numeric',
    applies: (f) => declares(f, NUMBER) && only(f, 'integers', 'reals') && keepsSigns(f),
    type: () => 'numeric',
    codec: 'decimal',
  },
  {
    id: 'bigint',
    applies: (f) =>
      (f.affinity === 'integer' || f.values > 0) && f.affinity !== 'real' && only(f, 'integers'),
    type: () => 'bigint',
    codec: 'integer',
  },
  {
    id: 'double',
    applies: (f) =>
      (f.affinity === 'real' || f.profile.reals > 0) && only(f, 'integers', 'reals') && safeIntegers(f),
    type: () => 'double precision',
    codec: 'float',
  },
  {
    id: 'varchar',
    applies: (f) =>
      length(f) > 0 &&
      length(f) <= MAX_VARCHAR &&
      only(f, 'texts') &&
      cleanText(f) &&
      f.profile.maxChars <= length(f),
    type: (f) => `character varying(${length(f)})`,
    codec: 'text',
  },
  {
    id: 'text',
    applies: (f) =>
      only(f, 'texts') && cleanText(f) && (f.values > 0 || f.affinity !== 'numeric') && !emptyBlob(f),
    type: () => 'text',
    codec: 'text',
  },
  {
    id: 'bytea',
    applies: (f) => only(f, 'blobs') && (f.values > 0 || emptyBlob(f)),
    type: () => 'bytea',
    codec: 'bytes',
  },
  {
    id: 'numeric-wide',
    applies: (f) => only(f, 'integers', 'reals') && keepsSigns(f),
    type: () => 'numeric',
    codec: 'decimal',
    widened: true,
  },
  {
    id: 'text-wide',
    applies: (f) => only(f, 'integers', 'reals', 'texts') && cleanText(f),
    type: () => 'text',
    codec: 'any-text',
    widened: true,
  },
  { id: 'bytea-wide', applies: () => true, type: () => 'bytea', codec: 'bytes', widened: true },
];

function epochForm(f: Facts): TimeForm | null {
  return f.values > 0 && only(f, 'integers') ? formOfRange(f.profile.minInteger, f.profile.maxInteger) : null;
}

function emptyBlob(f: Facts): boolean {
  return f.values === 0 && f.affinity === 'blob' && f.declared !== '';
}

/** What the rules go by, with the choices applied that make the values other ones. */
export function factsOf(
  column: CatalogColumn,
  isRowid: boolean,
  found: ColumnProfile,
  choices: Pick<ColumnChoices, 'empty' | 'text'>,
): Facts {
  const profile = { ...found };
  if (choices.empty === 'null') profile.texts -= profile.emptyTexts;
  if (choices.text !== undefined && choices.text !== 'bytes') {
    profile.nulTexts = 0;
    profile.invalidTexts = 0;
  }
  return {
    declared: column.declared,
    affinity: affinityOf(column.declared),
    isRowid,
    profile,
    values: profile.integers + profile.reals + profile.texts + profile.blobs,
    badTexts: found.nulTexts + found.invalidTexts,
  };
}

export function codecOf(rule: TypeRule, facts: Facts): Codec {
  return typeof rule.codec === 'function' ? rule.codec(facts) : rule.codec;
}

/** The rule for a column. There is always one. */
export function ruleFor(facts: Facts): TypeRule {
  const rule = TYPE_RULES.find((candidate) => candidate.applies(facts));
  if (!rule) throw new Error('the last rule takes everything');
  return rule;
}

/**
 * Types that hold every value of the column and could be chosen instead. Each is tried by the same rules' codecs,
 * so that what is offered here also arrives.
 */
export function choicesFor(facts: Facts): { type: string; codec: Codec }[] {
  const choices: { type: string; codec: Codec }[] = [];
  const numbers = only(facts, 'integers', 'reals');
  if (only(facts, 'integers')) {
    choices.push({ type: 'bigint', codec: 'integer' });
    if (fitsIn(facts, 2n ** 31n)) choices.push({ type: 'integer', codec: 'integer' });
    if (fitsIn(facts, 2n ** 15n)) choices.push({ type: 'smallint', codec: 'integer' });
  }
  if (numbers && keepsSigns(facts)) choices.push({ type: 'numeric', codec: 'decimal' });
  if (numbers && safeIntegers(facts)) choices.push({ type: 'double precision', codec: 'float' });
  if (only(facts, 'integers', 'reals', 'texts') && cleanText(facts))
    choices.push({ type: 'text', codec: 'any-text' });
  const form = epochForm(facts);
  if (form) choices.push({ type: 'timestamp with time zone', codec: form });
  if (only(facts, 'blobs') && facts.profile.blobs16 === facts.values) {
    choices.push({ type: 'uuid', codec: 'uuid-bytes' });
  }
  choices.push({ type: 'bytea', codec: 'bytes' });
  const rule = ruleFor(facts);
  const chosen = { type: rule.type(facts), codec: codecOf(rule, facts) };
  return [chosen, ...choices.filter((choice) => choice.type !== chosen.type)];
}

function fitsIn({ profile }: Facts, bound: bigint): boolean {
  return BigInt(profile.minInteger ?? 0) >= -bound && BigInt(profile.maxInteger ?? 0) < bound;
}
