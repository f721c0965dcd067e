/** Tables for a terminal and for a document, and the numbers in them. */

/** `head` names the columns; one that begins with `>` is set to the right, as numbers are. */
export function textTable(head: string[], rows: string[][]): string {
  const lines = [head.map(bare), ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      head
        .map((title, column) => {
          const cell = line[column] ?? '';
          const width = widths[column] ?? 0;
          return title.startsWith('>') ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function markdownTable(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = head.map((title) => (title.startsWith('>') ? '---:' : '---'));
  return [line(head.map(bare)), `|${rule.join('|')}|`, ...rows.map(line)].join('\n');
}

function bare(title: string): string {
  return title.replace(/^>/, '');
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Two digits that say something: `0.41`, `3.2`, `14`. */
export function seconds(value: number): string {
  if (value < 1) return value.toFixed(2);
  return value < 100 ? value.toFixed(1) : whole(value);
}

export function times(value: number): string {
  return `${value.toFixed(2)}×`;
}

export function megabytes(bytes: number): string {
  return `${whole(bytes / 1e6)} MB`;
}

/** A dash where nothing was measured. */
export function orDash<T>(value: T | null | undefined, show: (value: T) => string): string {
  return value === null || value === undefined ? '–' : show(value);
}
