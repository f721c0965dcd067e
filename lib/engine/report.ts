import type { ErrorInfo } from './errors.ts';
import type { RunState } from './events.ts';
import { acceptedIn } from './plan/accepted.ts';
import type { RunInput } from './run-context.ts';
import type { Outcome, Plan, Report } from './types.ts';

/** The document a run leaves: the same for `--json`, the run page and downloads. */
export function buildReport(
  input: Pick<RunInput, 'runId' | 'kind' | 'sourcePath' | 'target' | 'options' | 'accepted'>,
  state: RunState,
  plan: Plan | null,
  outcome: Outcome,
  error: ErrorInfo | null,
): Report {
  const { kind } = input;
  const progress = new Map(state.tables.map((table) => [table.name, table]));
  return {
    run: input.runId,
    kind: input.kind,
    outcome,
    error: error && { code: error.code, message: error.message, remedy: error.remedy },
    plan: plan && { hash: plan.hash },
    source: {
      path: input.sourcePath,
      bytes: state.snapshot?.bytes ?? 0,
      sha256: state.snapshot?.sha256 ?? '',
    },
    target: input.target && { database: input.target.database, schema: input.options.schema },
    tables: (plan?.tables ?? []).map((table) => {
      const counters = progress.get(table.source);
      const verification = counters?.verification;
      return {
        source: table.source,
        target: { schema: input.options.schema, table: table.target },
        columns: table.columns.map(({ source, target, type }) => ({ source, target, type })),
        rows: {
          source: table.rows,
          copied: counters?.copiedRows ?? 0,
          quarantined: kind === 'plan' || outcome !== 'succeeded' ? 0 : table.quarantined,
          leftOut: table.leftOut,
        },
        verification: {
          count: verification?.count ?? 'not-checked',
          content: verification?.content ?? 'not-checked',
          mismatches: verification?.mismatches ?? [],
        },
      };
    }),
    objects: plan?.objects ?? [],
    findings: plan?.findings ?? [],
    accepted: acceptedIn(plan?.findings ?? [], input.accepted ?? []),
    stages: state.stages.flatMap(({ name, seconds }) => (seconds === null ? [] : [{ name, seconds }])),
  };
}

/**
 * 0 everything accounted for and verified; 1 failed, nothing changed; 3 done as chosen: with rows in quarantine, or with
 * values that nobody compared.
 */
export function exitStatus(report: Report): 0 | 1 | 3 {
  if (report.outcome !== 'succeeded') return 1;
  const chosen = ({ rows, verification }: Report['tables'][number]) =>
    rows.quarantined > 0 || (report.kind !== 'plan' && verification.content === 'not-checked');
  return report.tables.some(chosen) ? 3 : 0;
}
