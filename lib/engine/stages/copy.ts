import { GATE } from '../gates.ts';
import { rowsTaken } from '../plan/rows-taken.ts';
import { need, type RunContext, serverConnections, sourceThreads } from '../run-context.ts';
import type { ChunkRange } from '../source/extract.ts';
import type { QuarantinedRow } from '../source/quarantined-rows.ts';
import { type Checkpoint, readCheckpoints } from '../target/checkpoints.ts';
import { stageQuarantined } from '../target/quarantine.ts';
import type { Copied } from '../threads/copier.ts';
import type { TablePlan } from '../types.ts';

/** Tables of fewer bytes of COPY go together, and groups of them have no more: they are held at once. */
const SMALL_BYTES = 1 << 20;
const MOST_TOGETHER = 50;
const GROUPS_A_THREAD = 4;

/** Copies all chunks that no checkpoint says are there, the largest tables first, several at a time. */
export async function copyStage(context: RunContext): Promise<void> {
  const { input, progress } = context;
  const plan = need(context.plan, 'the plan');
  const checkpoints = await readCheckpoints(need(context.control, 'the connection'), input.runId);
  const tables = [...plan.tables].sort((a, b) => b.bytes - a.bytes);
  const total = plan.tables.reduce((sum, table) => sum + table.bytes, 0);
  const work = await Promise.all(tables.map((table) => remaining(context, table, checkpoints)));
  const copied = new Map(work.map(({ table, done }) => [table.source, done]));
  const report = () => {
    const bytes = [...copied.values()].reduce((sum, counter) => sum + counter.bytes, 0);
    progress.stage({ type: 'stage-progress', stage: 'copy', done: Math.min(bytes, total), total });
  };
  if (tables.length === 0) context.gates.open(GATE.rows);
  const begun = new Set<string>();
  const begin = ({ source }: TablePlan) => {
    if (!begun.has(source)) progress.emit({ type: 'table-state', table: source, state: 'copying' });
    begun.add(source);
  };
  const copies = new Map([
    ...work
      .filter((item) => !isSmall(item))
      .map((item) => [item.table, copyChunks(context, item, begin)] as const),
    ...copyTogether(context, work.filter(isSmall), begin),
  ]);
  await Promise.all(
    work.map(async ({ table, chunks, done }) => {
      const of = chunks.length + done.chunks;
      const count = () =>
        progress.count({
          table: table.source,
          rows: done.rows,
          bytes: done.bytes,
          chunks: { done: done.chunks, of },
        });
      count();
      await Promise.all(
        (copies.get(table) ?? []).map(async (copy) => {
          const result = await copy;
          done.rows += result.rows;
          // In the profile's bytes of values, so that what is copied never exceeds what there is.
          done.bytes = Math.round((table.bytes * done.rows) / Math.max(1, rowsTaken(table)));
          done.chunks++;
          count();
          report();
        }),
      );
      progress.emit({ type: 'table-state', table: table.source, state: 'indexing' });
      context.gates.open(GATE.rowsOf(table.source));
      context.gates.open(GATE.rows);
    }),
  );
  for (const table of tables) if (table.quarantined > 0) await storeQuarantine(context, table);
}

type Begin = (table: TablePlan) => void;

function isSmall({ table, chunks }: Work): boolean {
  return chunks.length === 1 && sentBytes(table) < SMALL_BYTES;
}

/** About what its rows take in COPY: of each value its length as well, even where it is NULL. */
function sentBytes(table: TablePlan): number {
  return table.bytes + rowsTaken(table) * (2 + 4 * table.columns.length);
}

function copyChunks(context: RunContext, { table, chunks }: Work, begin: Begin): Promise<Copied>[] {
  return chunks.map((chunk) =>
    sourceThreads(context).run<Copied>({ do: 'copy', table, chunk }, () => begin(table)),
  );
}

/** In groups, and more of them than threads: each of these has its share to the end. */
function copyTogether(context: RunContext, work: Work[], begin: Begin): [TablePlan, Promise<Copied>[]][] {
  const most = Math.min(MOST_TOGETHER, Math.ceil(work.length / (GROUPS_A_THREAD * context.jobs)));
  const groups: Work[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const item of work) {
    const last = groups.at(-1);
    bytes += sentBytes(item.table);
    if (last && last.length < most && bytes < SMALL_BYTES) last.push(item);
    else {
      groups.push([item]);
      bytes = sentBytes(item.table);
    }
  }
  return groups.flatMap((group) => {
    const parts = group.flatMap(({ table, chunks }) => chunks.map((chunk) => ({ table, chunk })));
    const copied = sourceThreads(context).run<Copied[]>({ do: 'copy-together', parts }, () => {
      for (const { table } of group) begin(table);
    });
    return group.map(({ table }, at): [TablePlan, Promise<Copied>[]] => [
      table,
      [copied.then((results) => results[at] as Copied)],
    ]);
  });
}

/** Block by block: the rows are whole and may be large. Not over the run's own connection, which has transactions beside. */
async function storeQuarantine(context: RunContext, table: TablePlan): Promise<void> {
  for (let from = 0; from < table.quarantined; ) {
    context.signal.throwIfAborted();
    const rows = await sourceThreads(context).run<QuarantinedRow[]>({ do: 'quarantined', table, from });
    await serverConnections(context).use((client) =>
      stageQuarantined(client, context.input.runId, table, rows),
    );
    if (rows.length === 0) throw new Error(`the list of ${table.source}'s quarantined rows ended early`);
    from += rows.length;
  }
}

interface Work {
  table: TablePlan;
  /** Still to copy. */
  chunks: ChunkRange[];
  /** There already, and counted on. */
  done: { chunks: number; rows: number; bytes: number };
}

async function remaining(context: RunContext, table: TablePlan, checkpoints: Checkpoint[]): Promise<Work> {
  const chunks = await sourceThreads(context).run<ChunkRange[]>({ do: 'chunks', table });
  const there = checkpoints.filter((checkpoint) => checkpoint.table === table.source);
  const rows = there.reduce((sum, checkpoint) => sum + checkpoint.rows, 0);
  const numbers = new Set(there.map((checkpoint) => checkpoint.chunk));
  return {
    table,
    chunks: table.rows === 0 ? [] : chunks.filter((chunk) => !numbers.has(chunk.number)),
    done: {
      chunks: numbers.size,
      rows,
      bytes: Math.round((table.bytes * rows) / Math.max(1, rowsTaken(table))),
    },
  };
}
