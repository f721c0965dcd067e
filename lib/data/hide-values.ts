/**
 * For those who may not see values of rows: samples, mismatches and what PostgreSQL quotes of a row become •••, everything
 * else stays.
 */
import type { RunEvent, RunState } from '../engine/events.ts';
import type { Finding, Mismatch, Plan, Report, TableVerification } from '../engine/types.ts';
import type { Probe } from './dto/probe.ts';
import type { QuarantineRow } from './dto/quarantine.ts';
import type { ShownError } from './dto/shared.ts';

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
    error: report.error && hideInfo(report.error),
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
  return { ...state, tables, error: state.error && hideInfo(state.error) };
}

export function hideEvent(event: RunEvent): RunEvent {
  if (event.type === 'table-verified')
    return { ...event, verification: hideVerification(event.verification) };
  // Of whatever failed or was held up.
  if ('error' in event && event.error) return { ...event, error: hideInfo(event.error) } as RunEvent;
  return event;
}

export function hideProbe(probe: Probe): Probe {
  const { error, putIn, trial } = probe;
  return {
    ...probe,
    error: error && hideError(error),
    putIn: putIn && {
      ...putIn,
      first: putIn.first.map((row) => ({ ...row, key: HIDDEN, reason: HIDDEN })),
    },
    trial: trial && {
      ...trial,
      columns: trial.columns.map((column) => ({
        ...column,
        samples: column.samples.map(() => ({ key: HIDDEN, value: HIDDEN })),
        error: column.error && hideError(column.error),
      })),
    },
  };
}

/**
 * Failures whose sentence quotes keys and values: of rows, of what differs, PostgreSQL's own (TGT- with an SQLSTATE), and
 * the unexpected.
 */
const QUOTING = /^((ROW|VER)-.+|TGT-[0-9A-Z]{5}|RUN-UNEXPECTED)$/;
const ALSO = ' Also failed: ';

/** Code, place and remedy stay; `hidden` among the params tells the page to say so in the person's language. */
export function hideError(error: ShownError): ShownError {
  const { message = '', ...rest } = error;
  const params = withoutValues(error.params ?? {});
  if (QUOTING.test(error.code) || message.includes(ALSO)) {
    return { ...rest, params: { ...params, hidden: 1 }, message: HIDDEN };
  }
  return {
    ...error,
    ...(error.params ? { params } : {}),
    message: withoutValuesOf(error.params ?? {}, message),
  };
}

type ErrorOfRun = NonNullable<RunState['error']>;

/** The same for an error as a run keeps it. */
function hideInfo({ context, ...error }: ErrorOfRun): ErrorOfRun {
  const { params, ...hidden } = hideError({ ...error, ...(context ? { params: context } : {}) });
  return { ...hidden, ...(params ? { context: params } : {}) };
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

/** Facts of findings and errors that are values of rows. */
const VALUES = ['sample', 'before', 'after'];

type Params = Finding['params'];

function hideFinding(finding: Finding): Finding {
  const { params, message } = finding;
  return { ...finding, params: withoutValues(params), message: withoutValuesOf(params, message) };
}

function withoutValues<P extends Params>(params: P): P {
  const values = valuesOf(params).map(([name]) => [name, HIDDEN]);
  return { ...params, ...Object.fromEntries(values) };
}

function withoutValuesOf(params: Params, message: string): string {
  return valuesOf(params).reduce((text, [, value]) => text.replaceAll(String(value), HIDDEN), message);
}

function valuesOf(params: Params): [name: string, value: string | number][] {
  return Object.entries(params).filter(([name, value]) => VALUES.includes(name) && value !== '');
}

function hide(value: string | null): string | null {
  return value === null ? null : HIDDEN;
}
