import type { RunDetail } from '../../lib/data/dto/run.ts';

/** Without what a comparison does not show: columns, objects and samples of large plans are much to send twice. */
export function forComparing(run: RunDetail): RunDetail {
  return {
    ...run,
    state: { ...run.state, samples: [] },
    plan: run.plan && {
      ...run.plan,
      tables: run.plan.tables.map((table) => ({ ...table, sql: '', columns: [], indexes: [], checks: [] })),
      views: [],
      triggers: [],
      objects: [],
    },
    report: run.report && {
      ...run.report,
      tables: run.report.tables.map((table) => ({ ...table, columns: [] })),
      objects: [],
      findings: [],
    },
  };
}
