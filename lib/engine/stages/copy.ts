import { GATE } from '../gates.ts';
import { rowsTaken } from '../plan/rows-taken.ts';
import { need, type RunContext, serverConnections, sourceThreads } from '../run-context.ts';
import type { ChunkRange } from '../source/extract.ts';
import type { QuarantinedRow } from '../source/quarantined-rows.ts';
import { stageQuarantined } from '../target/quarantine.ts';
import { type Checkpoint, readCheckpoints } from '../target/staging.ts';
import type { Copied } from '../threads/copier.ts';
import type { TablePlan } from '../types.ts';

/** Copies all chunks that no checkpoint says are there, the largest tables first, several at a time. */
export async function copyStage(context: RunContext): Promise<void> {
  const { input, progress } = context;
  const plan = need(context.plan, 'the plan');
  const checkpoints = await readCheckpoints(need(context.control, 'the connection'), input.runId);
  const tables = [...plan.tables].sort((a, b) => b.bytes - a.bytes);
  const total = plan.tables.reduce((sum, table) => sum + table.bytes, 0);
  const threads = sourceThreads(context);
  const work = await Promise.all(tables.map((table) => remaining(context, table, checkpoints)));
  const copied = new Map(work.map(({ table, done }) => [table.source, done]));
  const report = () => {
    const bytes = [...copied.values()].reduce((sum, counter) => sum + counter.bytes, 0);
    progress.stage({ type: 'stage-progress', stage: 'copy', done: Math.min(bytes, total), total });
  };
  if (tables.length === 0) context.gates.open(GATE.rows);
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
      let begun = false;
      await Promise.all(
        chunks.map(async (chunk) => {
          const result = await threads.run<Copied>({ do: 'copy', table, chunk }, () => {
            if (!begun) progress.emit({ type: 'table-state', table: table.source, state: 'copying' });
            begun = true;
          });
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

/** The chunks still to copy, and what is there already. */
async function remaining(context: RunContext, table: TablePlan, checkpoints: Checkpoint[]) {
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
