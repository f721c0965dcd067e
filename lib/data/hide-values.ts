/** For those who may not see values of rows: samples and mismatches become •••, everything else stays. */
import type { RunEvent, RunState } from '../engine/events.ts';
import type { Finding, Mismatch, Plan, Report, TableVerification } from '../engine/types.ts';
import type { QuarantineRow } from './dto.ts';

const HIDDEN = '•••';

export function hidePlan(plan: Plan): Plan {
  return {
    ...plan,
    findings: plan.findings.map(hideFinding),
    tables: plan.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => ({
        ...column,
        values: { ...column.values, sample: hide(column.values.sample) },
      })),
    })),
  };
}

export function hideReport(report: Report): Report {
  return {
    ...report,
    findings: report.findings.map(hideFinding),
    tables: report.tables.map((table) => ({
      ...table,
      verification: { ...table.verification, mismatches: table.verification.mismatches.map(hideMismatch) },
    })),
  };
}

export function hideState(state: RunState): RunState {
  const tables = state.tables.map((table) => ({
    ...table,
    verification: table.verification && hideVerification(table.verification),
  }));
  return { ...state, tables };
}

export function hideEvent(event: RunEvent): RunEvent {
  if (event.type !== 'table-verified') return event;
  return { ...event, verification: hideVerification(event.verification) };
}

/** Its key tells values too; the reason names types and tables alone. */
export function hideQuarantined(row: QuarantineRow): QuarantineRow {
  const values = Object.entries(row.row).map(
    ([column, value]) => [column, value && { type: value.type, value: HIDDEN }] as const,
  );
  return { ...row, key: HIDDEN, row: Object.fromEntries(values) };
}

function hideVerification(verification: TableVerification): TableVerification {
  return { ...verification, mismatches: verification.mismatches.map(hideMismatch) };
}

function hideMismatch(mismatch: Mismatch): Mismatch {
  return {
    key: HIDDEN,
    column: mismatch.column,
    source: hide(mismatch.source),
    target: hide(mismatch.target),
  };
}

/** Facts of findings that are values of rows. */
const VALUES = ['sample', 'before', 'after'];

function hideFinding(finding: Finding): Finding {
  let hidden = finding;
  for (const name of VALUES) {
    const value = finding.params[name];
    if (typeof value !== 'string' || value === '') continue;
    const params = Object.assign({}, hidden.params, { [name]: HIDDEN });
    hidden = { ...hidden, params, message: hidden.message.replaceAll(value, HIDDEN) };
  }
  return hidden;
}

function hide(value: string | null): string | null {
  return value === null ? null : HIDDEN;
}
