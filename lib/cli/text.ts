/** Plain text for people: numbers, times, aligned columns. */

/** Names and values come from other people's files: nothing in them may move the cursor or hide text. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    if (character === '\u200d') return character;
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

export function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** `884,736 bytes`, `12.3 MB`. */
export function bytes(value: number): string {
  const units = ['KB', 'MB', 'GB', 'TB'];
  if (value < 1000) return `${value} bytes`;
  const power = Math.min(units.length, Math.floor(Math.log10(value) / 3));
  return `${(value / 1000 ** power).toFixed(1)} ${units[power - 1]}`;
}

/** `0.4 s`, `12 s`, `3:05`, `1:02:03`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const two = (part: number) => String(part).padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** `head` names the columns; one that begins with `>` is set to the right, as numbers are. */
export function columns(head: string[], rows: string[][]): string {
  const fitted = rows.map((row) =>
    // The last column may run on; the others must not push it off the screen.
    row.map((cell, column) => (column < head.length - 1 ? abridged(printable(cell)) : printable(cell))),
  );
  const lines = [head.map((title) => title.replace(/^>/, '')), ...fitted];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => width(line[column] ?? ''))));
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const space = ' '.repeat((widths[column] ?? 0) - width(cell));
          return head[column]?.startsWith('>') ? space + cell : cell + space;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Columns of a terminal: marks that join take none, wide characters and emoji two. */
export function width(text: string): number {
  let total = 0;
  for (const { segment } of graphemes.segment(text)) {
    total +=
      /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u.test(
        segment,
      )
        ? 2
        : 1;
  }
  return total;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

const WIDEST_CELL = 44;

/** Cut in the middle: names that are long often differ only at their ends. */
function abridged(text: string): string {
  const characters = [...text];
  if (characters.length <= WIDEST_CELL) return text;
  return `${characters.slice(0, WIDEST_CELL - 17).join('')}…${characters.slice(-16).join('')}`;
}

/** At most `limit` characters, ending in an ellipsis where something was cut. */
export function shortened(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}
