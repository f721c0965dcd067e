/** A report for people: what arrived, what was left out, what to know. */
import type { Finding, Report } from '../engine/index.ts';
import { bytes, columns, duration, number, plural, printable } from './text.ts';

const MISMATCHES_SHOWN = 5;

export function renderReport(report: Report): string {
  return [
    headOf(report),
    tablesOf(report),
    mismatchesOf(report),
    objectsOf(report),
    renderFindings(report.findings),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headOf({ run, kind, outcome, plan, source, target, stages }: Report): string {
  const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0);
  const lines = [
    ['Run', `${run} (${kind}): ${outcome} in ${duration(seconds)}`],
    ['Source', `${source.path}, ${bytes(source.bytes)}${source.sha256 ? `, SHA-256 ${source.sha256}` : ''}`],
    ...(target ? [['Target', `database ${target.database}, schema ${target.schema}`]] : []),
    ...(plan ? [['Plan', plan.hash]] : []),
  ];
  return lines.map(([label = '', text = '']) => `${label.padEnd(8)}${printable(text)}`).join('\n');
}

function tablesOf({ kind, tables }: Report): string {
  if (tables.length === 0) return '';
  // Only a run that loads has copied anything.
  const loads = kind === 'full' || kind === 'dry';
  return columns(
    ['Table', 'Target', '>Rows', ...(loads ? ['>Copied', '>Quarantined'] : []), 'Count', 'Content'],
    tables.map(({ source, target, rows, verification }) => [
      source,
      target.table,
      number(rows.source),
      ...(loads ? [number(rows.copied), number(rows.quarantined)] : []),
      verification.count,
      verification.content,
    ]),
  );
}

function mismatchesOf({ tables }: Report): string {
  return tables
    .filter(({ verification }) => verification.mismatches.length > 0)
    .map(({ source, verification: { mismatches } }) => {
      const rows = mismatches
        .slice(0, MISMATCHES_SHOWN)
        .map(({ key, column, source, target }) => [
          key,
          column ?? '(row)',
          source ?? 'none',
          target ?? 'none',
        ]);
      const more = mismatches.length - rows.length;
      const table = columns(['  Key', 'Column', 'In the source', 'In the target'], rows.map(indentFirst));
      return `Differences in ${printable(source)}:\n${table}${more > 0 ? `\n  … and ${more} more in the report` : ''}`;
    })
    .join('\n\n');
}

function objectsOf({ objects }: Report): string {
  const rest = objects.filter(({ outcome }) => outcome !== 'migrated');
  const whole = `${plural(objects.length - rest.length, 'object')} carried as they are`;
  if (objects.length === 0) return '';
  if (rest.length === 0) return `${whole}.`;
  const rows = rest.map(({ kind, name, table, outcome, reason }) => [
    `  ${outcome}`,
    kind,
    table && table !== name ? `${name} (${table})` : name,
    reason ?? '',
  ]);
  return `${whole}; these were not:\n${columns(['  Outcome', 'Kind', 'Name', 'How or why'], rows)}`;
}

/** Blockers first, as the plan orders them; what has the same code and remedy stands together. */
export function renderFindings(findings: Finding[]): string {
  if (findings.length === 0) return '';
  const count = (severity: Finding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  const head = `Findings: ${plural(count('blocker'), 'blocker')}, ${plural(count('warning'), 'warning')}, ${count('info')} for information`;
  const groups = Map.groupBy(findings, ({ severity, code, remedy }) => `${severity} ${code}\n${remedy}`);
  const lines = [...groups.values()].flatMap((group) => {
    const [{ severity = '', code = '', remedy = '' } = {}] = group;
    return [
      `  ${severity} ${code}`,
      ...group.map(({ message }) => `    ${printable(message)}`),
      ...(remedy ? [`    → ${printable(remedy)}`] : []),
    ];
  });
  return [head, ...lines].join('\n');
}

function indentFirst([first = '', ...rest]: string[]): string[] {
  return [`  ${first}`, ...rest];
}
