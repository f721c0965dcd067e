/** Rows that choices kept out of a run's tables, by table: as the report counted them, before that as the plan did. Pure. */
import type { RunDetail } from '../../lib/data/dto/run.ts';

export interface KeptRows {
  quarantined: number;
  leftOut: number;
}

export const NONE_KEPT: KeptRows = { quarantined: 0, leftOut: 0 };

export type KeptByTable = ReadonlyMap<string, KeptRows>;

export function keptRows({ report, plan }: Pick<RunDetail, 'report' | 'plan'>): KeptByTable {
  if (report) {
    return new Map(
      report.tables.map(({ source, rows: { quarantined, leftOut } }) => [
        source,
        // Reports written before rows could be left out do not say so.
        { quarantined, leftOut: leftOut ?? 0 },
      ]),
    );
  }
  return new Map(
    (plan?.tables ?? []).map(({ source, quarantined, leftOut }) => [
      source,
      { quarantined: quarantined ?? 0, leftOut: leftOut ?? 0 },
    ]),
  );
}

/** Which of the two there are at all: only then they have a column. */
export function keptTotals(kept: KeptByTable): KeptRows {
  const totals = { ...NONE_KEPT };
  for (const { quarantined, leftOut } of kept.values()) {
    totals.quarantined += quarantined;
    totals.leftOut += leftOut;
  }
  return totals;
}
