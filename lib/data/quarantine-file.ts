/** Rows in quarantine as files: JSON with every value and its type, CSV for a spreadsheet. */
import { csvLine } from './csv.ts';
import type { QuarantineRow, QuarantineValue } from './dto/quarantine.ts';

const HEADER = ['table', 'number', 'key', 'column', 'reason', 'value', 'put in at', 'row'];

export type QuarantineFormat = 'csv' | 'json';

/** The file's text, a piece at a time. */
export async function* quarantineFile(
  pieces: AsyncIterable<QuarantineRow[]>,
  format: QuarantineFormat,
): AsyncGenerator<string> {
  if (format === 'csv') {
    yield `\uFEFF${csvLine(HEADER)}`;
    for await (const rows of pieces) yield rows.map((row) => csvLine(cells(row))).join('');
    return;
  }
  let before = '[\n';
  for await (const rows of pieces) {
    yield before + rows.map((row) => JSON.stringify(named(row))).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

function cells(row: QuarantineRow): (string | number)[] {
  const { table, number, key, column, reason } = row;
  return [
    table,
    number,
    key,
    column,
    reason,
    text(row.row[column]),
    time(row) ?? '',
    JSON.stringify(row.row),
  ];
}

function named(row: QuarantineRow) {
  const { putInAt, ...rest } = row;
  return { ...rest, putInAt: time(row) };
}

function time({ putInAt }: QuarantineRow): string | null {
  return putInAt === null ? null : new Date(putInAt).toISOString();
}

function text(value: QuarantineValue | undefined): string {
  if (!value) return '';
  return 'hex' in value ? `x'${value.hex}'` : value.value;
}
