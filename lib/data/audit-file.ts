/** The audit as files: JSON with everything that the hashes cover, CSV for a spreadsheet. */
import { csvLine } from './csv.ts';
import type { AuditRow } from './dto/audit.ts';

const HEADER = [
  'number',
  'time (UTC)',
  'person',
  'person id',
  'action',
  'subject',
  'outcome',
  'code',
  'address',
  'detail',
  'hash',
];

export type AuditFormat = 'csv' | 'json';

/** The file's text, a piece at a time. */
export async function* auditFile(
  pieces: AsyncIterable<AuditRow[]>,
  format: AuditFormat,
): AsyncGenerator<string> {
  if (format === 'csv') {
    yield `\uFEFF${csvLine(HEADER)}`;
    for await (const rows of pieces) yield rows.map((row) => csvLine(cells(row))).join('');
    return;
  }
  let before = '[\n';
  for await (const rows of pieces) {
    yield before + rows.map((row) => JSON.stringify({ ...row, at: time(row) })).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

function cells(row: AuditRow): (string | number)[] {
  const { seq, email, userId, action, subject, outcome, code, address, detail, hash } = row;
  const texts = [email, userId, action, subject, outcome, code, address].map((text) => text ?? '');
  return [seq, time(row), ...texts, JSON.stringify(detail), hash];
}

function time({ at }: AuditRow): string {
  return new Date(at).toISOString();
}
