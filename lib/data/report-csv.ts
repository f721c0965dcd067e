import type { Report } from '../engine/types.ts';
import { csvLine } from './csv.ts';

const HEADER = [
  'source table',
  'target schema',
  'target table',
  'rows in source',
  'rows copied',
  'rows in quarantine',
  'rows left out',
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
    rows.leftOut,
    verification.count,
    verification.content,
    verification.mismatches.length,
  ]);
  return `\uFEFF${[HEADER, ...lines].map(csvLine).join('')}`;
}
