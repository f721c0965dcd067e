/** Rows in quarantine as files: JSON with every value and its type, CSV for a spreadsheet. */
import type { QuarantineRow, QuarantineValue } from './dto/quarantine.ts';
import type { TableFile } from './table-file.ts';

export const QUARANTINE_FILE: TableFile<QuarantineRow> = {
  header: ['table', 'number', 'key', 'column', 'reason', 'value', 'put in at', 'row'],
  cells: (row) => {
    const { table, number, key, column, reason } = row;
    const value = text(row.row[column]);
    return [table, number, key, column, reason, value, time(row) ?? '', JSON.stringify(row.row)];
  },
  document: (row) => ({ ...row, putInAt: time(row) }),
};

function time({ putInAt }: QuarantineRow): string | null {
  return putInAt === null ? null : new Date(putInAt).toISOString();
}

function text(value: QuarantineValue | undefined): string {
  if (!value) return '';
  return 'hex' in value ? `x'${value.hex}'` : value.value;
}
