/**
 * What storage classes a column's values have, and how large they are. Asking everything of every value is slow:
 * a column is first asked the few questions that suffice if it is what it seems, and the rest only if it is not.
 */
import type { Answer, Question } from './ask.ts';
import { countWhere } from './ask.ts';
import type { ColumnProfile } from './table-profile.ts';

/** What a column seems to hold besides NULL. */
export type Seems = 'rowid' | 'numbers' | 'texts' | 'anything';

/** A number counts as eight bytes. */
const NUMBER_BYTES = 8;
/** Texts are counted above this bit of a sum, their bytes below it: a piece has far fewer rows than 2^22. */
const COUNT_BIT = 40n;

/** `settle` is to be called once the answers are in: what is to be asked in addition. */
export interface Classes {
  questions: Question[];
  settle: () => Question[];
}

export function classesOf(c: string, rows: number, seems: Seems, profile: ColumnProfile): Classes {
  switch (seems) {
    case 'rowid':
      return rowidClasses(c, rows, profile);
    case 'numbers':
      return numberClasses(c, rows, profile);
    case 'texts':
      return textClasses(c, rows, profile);
    default:
      return { questions: everything(c, rows, profile), settle: () => [] };
  }
}

function rowidClasses(c: string, rows: number, profile: ColumnProfile): Classes {
  profile.integers = rows;
  addNumbers(profile);
  return { questions: extremes(c, 'integer', profile, ''), settle: () => [] };
}

function numberClasses(c: string, rows: number, profile: ColumnProfile): Classes {
  let values = 0;
  let integers = 0;
  let least: Answer = null;
  let most: Answer = null;
  const questions: Question[] = [
    { sql: `count(${c})`, answer: (value) => (values = Number(value)) },
    countWhere(is(c, 'integer'), (count) => (integers = count)),
    { sql: `min(${c} COLLATE BINARY)`, answer: (value) => (least = value) },
    { sql: `max(${c} COLLATE BINARY)`, answer: (value) => (most = value) },
  ];
  const settle = () => {
    // Numbers sort before texts, texts before blobs.
    if (typeof most === 'string' || Buffer.isBuffer(most)) return everything(c, rows, profile);
    profile.nulls = rows - values;
    profile.integers = integers;
    profile.reals = values - integers;
    addNumbers(profile);
    if (values === integers) take('integer', profile, least, most);
    else if (integers === 0) take('real', profile, least, most);
    else return [...extremes(c, 'integer', profile), ...extremes(c, 'real', profile)];
    return [];
  };
  return { questions, settle };
}

function textClasses(c: string, rows: number, profile: ColumnProfile): Classes {
  let values = 0;
  let packed = 0n;
  let most = 0;
  const questions: Question[] = [
    { sql: `count(${c})`, answer: (value) => (values = Number(value)) },
    {
      sql: `sum(CASE typeof(${c}) WHEN 'text' THEN octet_length(${c}) + ${1n << COUNT_BIT} END)`,
      answer: (value) => (packed = BigInt(value === null ? 0 : String(value))),
    },
    { sql: `max(octet_length(${c}))`, answer: (value) => (most = Number(value ?? 0)) },
  ];
  const settle = () => {
    if (packed >> COUNT_BIT !== BigInt(values)) return everything(c, rows, profile);
    profile.nulls = rows - values;
    profile.texts = values;
    profile.bytes = Number(packed & ((1n << COUNT_BIT) - 1n));
    profile.maxBytes = most;
    return [];
  };
  return { questions, settle };
}

function everything(c: string, rows: number, profile: ColumnProfile): Question[] {
  const long = `typeof(${c}) IN ('text', 'blob')`;
  return [
    countWhere(is(c, 'integer'), (count) => (profile.integers = count)),
    countWhere(is(c, 'real'), (count) => (profile.reals = count)),
    countWhere(is(c, 'text'), (count) => (profile.texts = count)),
    countWhere(is(c, 'blob'), (count) => (profile.blobs = count)),
    ...extremes(c, 'integer', profile),
    ...extremes(c, 'real', profile),
    countWhere(`${is(c, 'blob')} AND octet_length(${c}) = 16`, (count) => (profile.blobs16 = count)),
    {
      sql: `max(octet_length(${c})) FILTER (WHERE ${long})`,
      answer: (value) => (profile.maxBytes = Number(value ?? 0)),
    },
    {
      sql: `total(octet_length(${c})) FILTER (WHERE ${long})`,
      answer: (value) => {
        // The last question: what the others came to is there.
        profile.bytes = Number(value);
        profile.nulls = rows - valuesOf(profile);
        addNumbers(profile);
      },
    },
  ];
}

function extremes(
  c: string,
  type: 'integer' | 'real',
  profile: ColumnProfile,
  filter = ` FILTER (WHERE ${is(c, type)})`,
): Question[] {
  let least: Answer = null;
  return [
    { sql: `min(${c} COLLATE BINARY)${filter}`, answer: (value) => (least = value) },
    { sql: `max(${c} COLLATE BINARY)${filter}`, answer: (value) => take(type, profile, least, value) },
  ];
}

function take(type: 'integer' | 'real', profile: ColumnProfile, least: Answer, most: Answer): void {
  if (least === null || most === null) return;
  if (type === 'integer') {
    profile.minInteger = String(least);
    profile.maxInteger = String(most);
  } else {
    // Negative zeros are counted by themselves.
    profile.minReal = Number(least) + 0;
    profile.maxReal = Number(most) + 0;
  }
}

export function addNumbers(profile: ColumnProfile): void {
  const numbers = profile.integers + profile.reals;
  profile.bytes += numbers * NUMBER_BYTES;
  if (numbers > 0) profile.maxBytes = Math.max(profile.maxBytes, NUMBER_BYTES);
}

export function is(c: string, type: 'integer' | 'real' | 'text' | 'blob'): string {
  return `typeof(${c}) = '${type}'`;
}

/** How many are not NULL. */
export function valuesOf(profile: Pick<ColumnProfile, 'integers' | 'reals' | 'texts' | 'blobs'>): number {
  return profile.integers + profile.reals + profile.texts + profile.blobs;
}
