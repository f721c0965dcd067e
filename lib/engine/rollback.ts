/** The way back after a cutover, from the target's own journal: it works without the panel. */
import { errorInfo, MigrationError } from './errors.ts';
import { Progress } from './progress.ts';
import { patiently } from './reconnect.ts';
import type { RunStore } from './store.ts';
import type { TargetConfig } from './target/config.ts';
import { type PgClient, qualified, withClient } from './target/connect.ts';
import { serverError } from './target/errors.ts';
import { type JournalEntry, type JournalTable, readJournal } from './target/journal.ts';
import { endEarlierSessions, inShortTransaction, takeTarget } from './target/locks.ts';
import { swapBack } from './target/swap.ts';
import { writtenSince } from './target/unmerge.ts';

export interface RollbackPreview {
  run: string;
  schema: string;
  cutOverAt: string;
  tables: {
    name: string;
    restores: boolean;
    rowsAtCutover: number;
    rowsNow: number;
    /** Where rows went into a table that stood there: how many the rollback would take back that were written since. */
    writtenSince?: number;
  }[];
}

export interface RollbackResult {
  /** Tables that stand again as before the run. */
  restored: string[];
  /** Tables of the run that had no predecessor: they are gone from the schema, and kept aside. */
  removed: string[];
}

/** Everything that was ever made public in this target, the latest first. */
export function listRuns(target: TargetConfig): Promise<JournalEntry[]> {
  return withClient(target, 'journal', readJournal);
}

/** What a rollback would do now, counted. Throws the same errors as the rollback itself. */
export function rollbackPreview(runId: string, target: TargetConfig): Promise<RollbackPreview> {
  return withClient(target, 'rollback preview', async (client) => {
    const entry = await revertible(client, runId);
    const tables: RollbackPreview['tables'] = [];
    for (const table of entry.tables.filter(({ kind }) => kind === 'table')) {
      const { rows } = await client
        .query<{ count: string }>(`SELECT count(*) FROM ${qualified(entry.schema, table.name)}`)
        .catch((error) => {
          throw serverError(error, `counting ${table.name}`);
        });
      tables.push({
        name: table.name,
        restores: restores(table),
        rowsAtCutover: table.rows,
        rowsNow: Number(rows[0]?.count ?? 0),
        ...(table.match ? { writtenSince: await writtenSince(client, entry, table) } : {}),
      });
    }
    return { run: runId, schema: entry.schema, cutOverAt: entry.cutOverAt.toISOString(), tables };
  });
}

/** Puts back what stood before, in one transaction. The run's tables are kept in `howdah_<run>_after`. */
export async function rollbackRun(
  runId: string,
  target: TargetConfig,
  reason: string,
  deps: { store?: RunStore; signal: AbortSignal; patienceMs?: number },
): Promise<RollbackResult> {
  const progress = deps.store ? new Progress(deps.store, runId) : null;
  progress?.emit({ type: 'rollback-started', reason });
  try {
    const onWaiting = (waiting: string | null) => progress?.emit({ type: 'waiting', reason: waiting });
    const { signal } = deps;
    const patience = { target, signal, patienceMs: deps.patienceMs, onWaiting };
    // A target that cannot be reached from the first is told of at once.
    await withClient(target, 'check', async () => {});
    let tries = 0;
    const result = await patiently(patience, async () => {
      // Carried out already, when the answer to an earlier try was lost.
      const done = tries++ > 0 ? await carriedOut(runId, target) : null;
      return done ?? swapBackNow(runId, target, reason, { signal, onWaiting });
    });
    progress?.emit({ type: 'rollback-done', restored: result.restored.length });
    await progress?.flush();
    return result;
  } catch (failure) {
    const error = unknownIfLost(runId, serverError(failure, 'rolling back'));
    progress?.emit({ type: 'rollback-failed', error: errorInfo(error) });
    await progress?.flush().catch(() => {});
    throw error;
  }
}

function unknownIfLost(runId: string, error: unknown): unknown {
  if (!(error instanceof MigrationError) || !['TGT-LOST', 'TGT-STALLED'].includes(error.code)) return error;
  return new MigrationError(
    'RUN-ROLLBACK-UNKNOWN',
    'The connection was lost while the rollback was carried out; it is not known yet whether it was.',
    'When the server is back, roll back again: it is carried out whole or not at all, and never twice.',
    { context: { run: runId }, cause: error },
  );
}

function swapBackNow(
  runId: string,
  target: TargetConfig,
  reason: string,
  options: { signal: AbortSignal; onWaiting: (reason: string | null) => void },
): Promise<RollbackResult> {
  return withClient(target, `rollback ${runId}`, async (client) => {
    const { schema } = await revertible(client, runId);
    await takeTarget(client, schema);
    return inShortTransaction(client, { target, ...options }, async () => {
      const entry = await revertible(client, runId);
      await swapBack(client, entry, reason);
      return outcomeOf(entry);
    });
  });
}

/** The connection broke, perhaps around COMMIT: only the target's journal knows which side of it we are on. */
async function carriedOut(runId: string, target: TargetConfig): Promise<RollbackResult | null> {
  const journal = await withClient(target, 'journal', async (client) => {
    await endEarlierSessions(client, `rollback ${runId}`);
    return readJournal(client);
  });
  const entry = journal.find((candidate) => candidate.run === runId);
  return entry?.status === 'rolled-back' ? outcomeOf(entry) : null;
}

/** Whether something stands there after the rollback. */
function restores({ replaced, match }: JournalTable): boolean {
  return replaced !== null || match !== null;
}

function outcomeOf(entry: JournalEntry): RollbackResult {
  const names = (restored: boolean) =>
    entry.tables
      .filter((table) => table.kind === 'table' && restores(table) === restored)
      .map((table) => table.name);
  return { restored: names(true), removed: names(false) };
}

/** The run's entry in the journal, if the run still stands and nothing came after it on the same tables. */
export async function revertible(client: PgClient, runId: string): Promise<JournalEntry> {
  const journal = await readJournal(client);
  const entry = journal.find((candidate) => candidate.run === runId);
  if (!entry) {
    throw new MigrationError(
      'RUN-UNKNOWN',
      `This database's journal has no run ${runId}.`,
      'List the runs (howdah runs <postgres-url>) and check that it is the right database.',
      { context: { run: runId } },
    );
  }
  if (entry.status === 'rolled-back') {
    throw new MigrationError(
      'RUN-ROLLED-BACK',
      `Run ${runId} was already rolled back at ${entry.rolledBackAt?.toISOString()}.`,
      'Nothing to do: what stood before it stands again.',
      { context: { run: runId } },
    );
  }
  const names = new Set(entry.tables.map((table) => table.name));
  const later = journal.find(
    (other) =>
      other.status === 'cut-over' &&
      other.schema === entry.schema &&
      other.cutOverAt > entry.cutOverAt &&
      other.tables.some((table) => names.has(table.name)),
  );
  if (later) {
    throw new MigrationError(
      'RUN-NOT-LATEST',
      `Run ${later.run} replaced tables of run ${runId} afterwards.`,
      `Roll back run ${later.run} first.`,
      { context: { run: runId, later: later.run } },
    );
  }
  return entry;
}
