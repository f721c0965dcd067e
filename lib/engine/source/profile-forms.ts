/** Which forms a column's values have, and how many decimal places, with as few questions as give exact counts. */
import { countWhere, type Question } from './ask.ts';
import { decimalForm, decimalParts, type Form, formCondition, formsToTest } from './forms.ts';
import { is, valuesOf } from './profile-classes.ts';
import type { ColumnProfile } from './table-profile.ts';

/** What the first rows let expect. */
export interface Guess {
  forms: Form[];
  /** Decimal places; null where there were no numbers to tell by. */
  decimals: number | null;
  /** Reals that have no more places, once they were counted. */
  fitting: number | null;
}

/** Beyond these places a double no longer says what was meant. */
const MOST_DECIMALS = 15;
const isJson = (form: Form) => form === 'json' || form === 'jsonb';

export function countsDecimals(declared: string): boolean {
  return /DEC|NUMERIC|NUMBER|MONEY/i.test(declared);
}

/** Goes with the first scan: forms that are likely to be those of all values. */
export function likelyForms(c: string, declared: string, guess: Guess, profile: ColumnProfile): Question[] {
  const questions = guess.forms
    .filter((form) => !isJson(form) && !form.startsWith('decimal') && form !== 'boolean')
    .map((form) => countWhere(formCondition(form, c), (count) => (profile.forms[form] = count)));
  const { decimals } = guess;
  if (countsDecimals(declared) && decimals !== null && decimals > 0) {
    const fits = `round(${c}, ${decimals}) = ${c} AND ${is(c, 'real')}`;
    questions.push(countWhere(fits, (count) => (guess.fitting = count)));
  }
  return questions;
}

/** What is still unknown once the storage classes are known. */
export function otherForms(c: string, declared: string, profile: ColumnProfile): Question[] {
  const asked = formsToTest(declared, profile.texts);
  const values = valuesOf(profile);
  const forms: ColumnProfile['forms'] = {};
  for (const form of asked) {
    const known = isJson(form) ? 0 : (profile.forms[form] ?? derived(form, declared, profile));
    if (known !== undefined) forms[form] = known;
  }
  // No two of them fit the same value; JSON is counted where texts are looked at.
  const settled = Object.values(forms).includes(values);
  const questions: Question[] = [];
  for (const form of asked) {
    if (form in forms) continue;
    if (settled) forms[form] = 0;
    else questions.push(countWhere(formCondition(form, c), (count) => (forms[form] = count)));
  }
  profile.forms = forms;
  if (/DATE|TIME/i.test(declared) && profile.texts > 0 && !settled) {
    const zero = `${is(c, 'text')} AND ${c} GLOB '0000-00-00*'`;
    questions.push(countWhere(zero, (count) => (profile.zeroDates = count)));
  }
  return questions;
}

/** What minimum and maximum already say. */
function derived(form: Form, declared: string, profile: ColumnProfile): number | undefined {
  const { integers, reals, texts, blobs, minInteger, maxInteger } = profile;
  if (integers + reals + texts + blobs === 0) return 0;
  if (reals + texts + blobs > 0 && form === 'boolean') return undefined;
  if (form === 'boolean') {
    return BigInt(minInteger ?? 0) >= 0n && BigInt(maxInteger ?? 0) <= 1n ? integers : undefined;
  }
  const found = decimalParts(decimalForm(declared));
  if (form !== decimalForm(declared) || !found || texts + blobs > 0) return undefined;
  const { precision, scale } = found;
  if (reals > 0 && (profile.decimals === null || profile.decimals > scale)) return undefined;
  const extremes = [minInteger, maxInteger, profile.minReal, profile.maxReal].map((value) =>
    Math.abs(Number(value ?? 0)),
  );
  return Math.max(...extremes) < Math.min(10 ** (precision - scale), 1e15) ? integers + reals : undefined;
}

/** What reals bring along, and decimal places where the first rows let expect others. */
export function aboutNumbers(c: string, declared: string, guess: Guess, profile: ColumnProfile): Question[] {
  const questions: Question[] = [];
  const { minReal, maxReal } = profile;
  if (minReal !== null && maxReal !== null) {
    if (minReal <= 0 && maxReal >= 0) {
      const negative = `${is(c, 'real')} AND ${c} = 0.0 AND atan2(0.0, ${c}) > 1`;
      questions.push(countWhere(negative, (count) => (profile.negativeZeros = count)));
    }
    if (!Number.isFinite(minReal) || !Number.isFinite(maxReal)) {
      const infinite = `${is(c, 'real')} AND abs(${c}) = 9e999`;
      questions.push(countWhere(infinite, (count) => (profile.infinities = count)));
    }
  }
  return [...questions, ...decimalPlaces(c, declared, guess, profile)];
}

export function decimalPlaces(c: string, declared: string, guess: Guess, profile: ColumnProfile): Question[] {
  const questions: Question[] = [];
  const numbers = numbersOf(profile);
  if (!countsDecimals(declared) || numbers === 0) {
    profile.decimals = null;
  } else if (profile.reals === 0) {
    profile.decimals = 0;
  } else if (guess.fitting === profile.reals) {
    profile.decimals = guess.decimals;
  } else {
    profile.decimals = MOST_DECIMALS + 1;
    for (let places = MOST_DECIMALS; places >= 0; places--) {
      const fits = `round(${c}, ${places}) = ${c} AND ${is(c, 'real')}`;
      questions.push(
        countWhere(fits, (count) => {
          if (count === profile.reals) profile.decimals = places;
        }),
      );
    }
  }
  return questions;
}

/** Their values are ASCII without NUL, so that their texts need not be looked at. */
export function hasPlainForm(profile: ColumnProfile): boolean {
  const values = valuesOf(profile);
  return Object.entries(profile.forms).some(
    ([form, count]) => count === values && !isJson(form as Form) && !form.startsWith('decimal'),
  );
}

export function isNumber(c: string): string {
  return `typeof(${c}) IN ('integer', 'real')`;
}

function numbersOf(profile: ColumnProfile): number {
  return profile.integers + profile.reals;
}
