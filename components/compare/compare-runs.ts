/** What is not the same of two runs. Pure. */
import type { RunDetail } from '../../lib/data/dto/run.ts';
import type { TableProgress } from '../../lib/engine/events.ts';
import { type Finding, STAGES, type Stage } from '../../lib/engine/types.ts';
import { keptRows, NONE_KEPT } from '../runs/kept-rows.ts';

export interface Pair<T> {
  a: T;
  b: T;
}

export interface StagePair extends Pair<number | null> {
  stage: Stage;
}

/** What a table was in one of the runs. */
export interface TableSide {
  rows: number;
  quarantined: number;
  leftOut: number;
  /** Null where nothing was compared. */
  targetRows: number | null;
  verdict: 'match' | 'counts' | 'differs' | 'not-checked';
  differences: number;
}

export interface TablePair extends Pair<TableSide | null> {
  name: string;
  differs: boolean;
}

export interface RunComparison {
  /** Null where one of them has no plan. */
  samePlan: boolean | null;
  sameSnapshot: boolean | null;
  stages: StagePair[];
  tables: TablePair[];
  findings: { both: number; onlyA: Finding[]; onlyB: Finding[] };
}

export function compareRuns(a: RunDetail, b: RunDetail): RunComparison {
  return {
    samePlan: same(a.state.planHash, b.state.planHash),
    sameSnapshot: same(a.snapshot?.sha256 ?? null, b.snapshot?.sha256 ?? null),
    stages: stagePairs(a, b),
    tables: tablePairs(a, b),
    findings: findingPairs(a.plan?.findings ?? [], b.plan?.findings ?? []),
  };
}

function same(a: string | null, b: string | null): boolean | null {
  return a === null || b === null ? null : a === b;
}

function stagePairs(a: RunDetail, b: RunDetail): StagePair[] {
  const seconds = (run: RunDetail, stage: Stage) =>
    run.state.stages.find(({ name }) => name === stage)?.seconds ?? null;
  const had = (stage: Stage) => [a, b].some(({ state }) => state.stages.some(({ name }) => name === stage));
  return STAGES.filter(had).map((stage) => ({ stage, a: seconds(a, stage), b: seconds(b, stage) }));
}

function tablePairs(a: RunDetail, b: RunDetail): TablePair[] {
  const [ofA, ofB] = [sides(a), sides(b)];
  const names = new Set([...ofA.keys(), ...ofB.keys()]);
  return [...names].map((name) => {
    const pair = { a: ofA.get(name) ?? null, b: ofB.get(name) ?? null };
    return { name, ...pair, differs: JSON.stringify(pair.a) !== JSON.stringify(pair.b) };
  });
}

function sides(run: RunDetail): Map<string, TableSide> {
  const kept = keptRows(run);
  return new Map(
    run.state.tables.map((table) => {
      const { quarantined, leftOut } = kept.get(table.name) ?? NONE_KEPT;
      const { verification } = table;
      const side: TableSide = {
        rows: table.rows + quarantined + leftOut,
        quarantined,
        leftOut,
        targetRows: verification?.targetRows ?? null,
        verdict: verdictOf(verification),
        differences: verification?.mismatches.length ?? 0,
      };
      return [table.name, side];
    }),
  );
}

function verdictOf(verification: TableProgress['verification']): TableSide['verdict'] {
  if (!verification) return 'not-checked';
  const both = [verification.count, verification.content];
  if (both.some((verdict) => verdict === 'differs' || verdict === 'error')) return 'differs';
  return verification.content === 'match' ? 'match' : 'counts';
}

/** The same code of the same object is the same finding, whatever figures it names. */
function findingPairs(a: Finding[], b: Finding[]): RunComparison['findings'] {
  const key = ({ severity, code, object }: Finding) => JSON.stringify([severity, code, object]);
  const [inA, inB] = [new Set(a.map(key)), new Set(b.map(key))];
  return {
    both: a.filter((one) => inB.has(key(one))).length,
    onlyA: a.filter((one) => !inB.has(key(one))),
    onlyB: b.filter((one) => !inA.has(key(one))),
  };
}
