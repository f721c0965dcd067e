/** What COPY's text format writes with a backslash. */
export const ESCAPED = ['\\', '\t', '\n', '\r'].map((char) => char.charCodeAt(0));

export function needsEscape(texts: Buffer): boolean {
  return ESCAPED.some((byte) => texts.includes(byte));
}
