/** Characters of UTF-8 as Unicode allows them: no surrogates, nothing longer than it need be (RFC 3629). */

/** Bytes of the character of two bytes or more that starts here; 0 where none does. */
export function characterAt(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] as number;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > end) return 0;
  const second = bytes[at + 1] as number;
  if ((second & 0xc0) !== 0x80) return 0;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  if (length > 2 && ((bytes[at + 2] as number) & 0xc0) !== 0x80) return 0;
  if (length > 3 && ((bytes[at + 3] as number) & 0xc0) !== 0x80) return 0;
  return length;
}

/** How many characters valid UTF-8 has: all but the first byte of each are 10xxxxxx. */
export function charactersOf(text: Uint8Array): number {
  let characters = 0;
  for (let index = 0; index < text.length; index++)
    if (((text[index] as number) & 0xc0) !== 0x80) characters++;
  return characters;
}
