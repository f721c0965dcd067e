/** Rows as a file to take along: CSV for a spreadsheet, JSON with everything; a piece at a time, however many there are. */
import { csvLine } from './csv.ts';

export type FileFormat = 'csv' | 'json';

export const FILE_TYPES: Record<FileFormat, string> = { csv: 'text/csv', json: 'application/json' };

export interface TableFile<T> {
  header: string[];
  /** In the order of the header. */
  cells: (row: T) => (string | number)[];
  document: (row: T) => object;
}

export function fileFormat(asked: string | null | undefined): FileFormat {
  return asked === 'csv' ? 'csv' : 'json';
}

export async function* tableFile<T>(
  { header, cells, document }: TableFile<T>,
  pieces: AsyncIterable<T[]>,
  format: FileFormat,
): AsyncGenerator<string> {
  if (format === 'csv') {
    // A byte order mark, so that spreadsheets read it as UTF-8.
    yield `\uFEFF${csvLine(header)}`;
    for await (const rows of pieces) yield rows.map((row) => csvLine(cells(row))).join('');
    return;
  }
  let before = '[\n';
  for await (const rows of pieces) {
    yield before + rows.map((row) => JSON.stringify(document(row))).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
