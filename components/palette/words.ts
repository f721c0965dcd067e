/** Matching by the words that are shown, in whatever language that is. */

/** As letters are compared: without case, and е for ё as most people type it. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}

export function wordsOf(text: string): string[] {
  return plain(text).split(/\s+/).filter(Boolean);
}

/** Whether each of the words occurs in the text. */
export function matches(text: string, words: readonly string[]): boolean {
  const among = plain(text);
  return words.every((word) => among.includes(word));
}

/** What is left to look for once the words that begin those of an act's name are taken away: “roll back shop” → “shop”. */
export function beyond(act: string, words: readonly string[]): string {
  const own = wordsOf(act);
  return words.filter((word) => !own.some((mine) => mine.startsWith(word))).join(' ');
}
