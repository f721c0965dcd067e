/** Forms of a fixed shape, by the rules of `forms.ts`. */

const DASHES = [8, 13, 18, 23];
const WORDS = ['true', 'false', 't', 'f'];
const ZERO_DATE = Buffer.from('0000-00-00');

/** 8-4-4-4-12 lower-case hexadecimal digits. */
export function isUuid(bytes: Uint8Array, at: number, end: number): boolean {
  if (end - at !== 36) return false;
  for (let index = 0; index < 36; index++) {
    const byte = bytes[at + index] as number;
    const digit = byte >= 0x30 && byte <= 0x39;
    const letter = byte >= 0x61 && byte <= 0x66;
    if (DASHES.includes(index) ? byte !== 0x2d : !digit && !letter) return false;
  }
  return true;
}

export function isBooleanWord(bytes: Buffer, at: number, end: number): boolean {
  return end - at <= 5 && WORDS.includes(bytes.toString('latin1', at, end).toLowerCase());
}

export function startsWithZeroDate(bytes: Buffer, at: number, end: number): boolean {
  return end - at >= 10 && bytes.compare(ZERO_DATE, 0, 10, at, at + 10) === 0;
}
