/** The audit as files: JSON with everything that the hashes cover, CSV for a spreadsheet. */
import type { AuditRow } from './dto/audit.ts';
import type { TableFile } from './table-file.ts';

export const AUDIT_FILE: TableFile<AuditRow> = {
  header: [
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
  ],
  cells: (row) => {
    const { seq, email, userId, action, subject, outcome, code, address, detail, hash } = row;
    const texts = [email, userId, action, subject, outcome, code, address].map((text) => text ?? '');
    return [seq, time(row), ...texts, JSON.stringify(detail), hash];
  },
  document: (row) => ({ ...row, at: time(row) }),
};

function time({ at }: AuditRow): string {
  return new Date(at).toISOString();
}
