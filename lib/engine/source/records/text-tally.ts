/** What is counted of a column's texts, from their bytes in UTF-8. */
import { isAscii, isUtf8 } from 'node:buffer';
import { classifyJson } from '../../json.ts';
import { ESCAPED, needsEscape } from '../escapes.ts';
import type { Form } from '../forms.ts';
import { scanJson } from '../json-scan.ts';
import { isBooleanWord, isUuid, startsWithZeroDate } from './fixed-forms.ts';
import { momentOf } from './moments.ts';
import { characterAt, charactersOf } from './utf8.ts';

/** Above this length a call into the engine costs less than a look at each byte here. */
const SHORT = 128;

/** What a byte can be: nothing special, an escape of COPY's, NUL, or part of a longer character. */
const [ESCAPE, NUL, LONG] = [1, 2, 3];
const KIND = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0) return NUL;
  if (byte >= 0x80) return LONG;
  return ESCAPED.includes(byte) ? ESCAPE : 0;
});

export class TextTally {
  count = 0;
  maxChars = 0;
  empty = 0;
  withNul = 0;
  invalid = 0;
  zeroDates = 0;
  needsEscape = false;
  readonly forms: Partial<Record<Form, number>> = {};
  readonly #asks: 'moment' | 'json' | 'uuid' | 'boolean' | null;

  constructor(forms: readonly Form[]) {
    this.#asks = forms.includes('date')
      ? 'moment'
      : forms.includes('json')
        ? 'json'
        : forms.includes('uuid')
          ? 'uuid'
          : forms.includes('boolean')
            ? 'boolean'
            : null;
    for (const form of forms) this.forms[form] = 0;
  }

  add(bytes: Buffer, at: number, end: number): void {
    this.count++;
    if (at === end) this.empty++;
    if (this.#asks === 'moment') {
      const moment = momentOf(bytes, at, end);
      if (moment !== null) {
        this.#has(moment);
        if (end - at > this.maxChars) this.maxChars = end - at;
        return;
      }
      if (startsWithZeroDate(bytes, at, end)) this.zeroDates++;
    }
    const sound = end - at <= SHORT ? this.#short(bytes, at, end) : this.#long(bytes.subarray(at, end));
    if (this.#asks === 'json') this.#json(bytes, at, end, sound);
    if (this.#asks === 'uuid' && isUuid(bytes, at, end)) this.#has('uuid');
    if (this.#asks === 'boolean' && isBooleanWord(bytes, at, end)) this.#has('boolean');
  }

  #has(form: Form): void {
    this.forms[form] = (this.forms[form] ?? 0) + 1;
  }

  #json(bytes: Buffer, at: number, end: number, sound: boolean): void {
    if (!sound) return;
    const kind = scanJson(bytes, at, end) ? 'jsonb' : classifyJson(bytes.toString('utf8', at, end));
    if (kind === 'invalid') return;
    this.#has('json');
    if (kind === 'jsonb') this.#has('jsonb');
  }

  /** True where the text is valid and without NUL. */
  #short(bytes: Buffer, at: number, end: number): boolean {
    let seen = 0;
    let more = 0;
    for (let index = at; index < end; ) {
      const kind = KIND[bytes[index] as number] as number;
      if (kind === 0) index++;
      else if (kind === LONG) {
        const length = characterAt(bytes, index, end);
        if (length === 0) {
          seen |= 1 << LONG;
          index++;
        } else {
          more += length - 1;
          index += length;
        }
      } else {
        seen |= 1 << kind;
        index++;
      }
    }
    if (seen === 0) {
      this.#chars(end - at - more);
      return true;
    }
    if (seen & (1 << ESCAPE)) this.needsEscape = true;
    if (seen & (1 << NUL)) this.withNul++;
    if (seen & (1 << LONG)) this.invalid++;
    else this.#chars(end - at - more);
    return (seen & ((1 << NUL) | (1 << LONG))) === 0;
  }

  #long(text: Buffer): boolean {
    this.needsEscape ||= needsEscape(text);
    const nul = text.includes(0);
    if (nul) this.withNul++;
    if (isAscii(text)) this.#chars(text.length);
    else if (isUtf8(text)) this.#chars(charactersOf(text));
    else {
      this.invalid++;
      return false;
    }
    return !nul;
  }

  #chars(chars: number): void {
    if (chars > this.maxChars) this.maxChars = chars;
  }
}
