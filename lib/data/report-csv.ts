import type { Report } from '../engine/types.ts';

const HEADER = [
  'source table',
  'target schema',
  'target table',
  'rows in source',
  'rows copied',
  'rows in quarantine',
  'count',
  'content',
  'differences shown',
];

/** One line a table, RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8. */
export function reportCsv(report: Report): string {
  const lines = report.tables.map(({ source, target, rows, verification }) => [
    source,
    target.schema,
    target.table,
    rows.source,
    rows.copied,
    rows.quarantined,
    verification.count,
    verification.content,
    verification.mismatches.length,
  ]);
  return `\uFEFF${[HEADER, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string | number): string {
  // A name that begins like a formula would be run as one by spreadsheets.
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
