/** The way back after a cutover, from the target's own journal: it works without the panel. */
import { errorInfo, MigrationError } from './errors.ts';
import type { Standing } from './events.ts';
import { Progress } from './progress.ts';
import { patiently } from './reconnect.ts';
import type { RunStore } from './store.ts';
import type { TargetConfig } from './target/config.ts';
import { type PgClient, qualified, withClient } from './target/connect.ts';
import { countRows } from './target/count-rows.ts';
import { serverError } from './target/errors.ts';
import { type JournalEntry, type JournalTable, readJournal } from './target/journal.ts';
import { endEarlierSessions, inShortTransaction, takeTarget } from './target/locks.ts';
import { previousSchema } from './target/schemas.ts';
import { swapBack } from './target/swap.ts';
import { writtenSince } from './target/unmerge.ts';
import type { WaitingReason } from './waiting.ts';

export interface RollbackPreview {
  run: string;
  schema: string;
  cutOverAt: string;
  tables: {
    name: string;
    restores: boolean;
    rowsAtCutover: number;
    rowsNow: number;
    /** Rows that come back with it; null where nothing does. */
    rowsKept: number | null;
    /** Where rows went into a table that stood there: how many the rollback would take back that were written since. */
    writtenSince?: number;
  }[];
}

export interface RollbackResult {
  /** Tables that stand again as before the run. */
  restored: string[];
  /** Tables of the run that had no predecessor: they are gone from the schema, and kept aside. */
  removed: string[];
  /** Rows of the tables put back: counted aside before, and where they stand afterwards. */
  standing: Standing[];
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
        rowsKept: await countKept(client, entry.run, table),
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
    const onWaiting = (waiting: WaitingReason | null) => progress?.emit({ type: 'waiting', reason: waiting });
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
    progress?.emit({
      type: 'rollback-done',
      restored: result.restored.length,
      standing: result.standing,
    });
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
  options: { signal: AbortSignal; onWaiting: (reason: WaitingReason | null) => void },
): Promise<RollbackResult> {
  return withClient(target, `rollback ${runId}`, async (client) => {
    const { schema } = await revertible(client, runId);
    await takeTarget(client, schema);
    // Nobody writes to what is kept aside: it can be counted without holding anybody up, but who goes back is in a hurry.
    const before = await countQuickly(client, await revertible(client, runId));
    const outcome = await inShortTransaction(client, { target, ...options }, async () => {
      const entry = await revertible(client, runId);
      await swapBack(client, entry, reason);
      return outcomeOf(entry);
    });
    return { ...outcome, standing: await countStanding(client, schema, before) };
  });
}

/** The connection broke, perhaps around COMMIT: only the target's journal knows which side of it we are on. */
async function carriedOut(runId: string, target: TargetConfig): Promise<RollbackResult | null> {
  const journal = await withClient(target, 'journal', async (client) => {
    await endEarlierSessions(client, `rollback ${runId}`);
    return readJournal(client);
  });
  const entry = journal.find((candidate) => candidate.run === runId);
  // What was counted before is lost with the connection.
  return entry?.status === 'rolled-back' ? { ...outcomeOf(entry), standing: [] } : null;
}

/** Whether something stands there after the rollback. */
function restores({ replaced, match }: JournalTable): boolean {
  return replaced !== null || match !== null;
}

const COUNTING_MS = 5000;

function countKept(client: PgClient, run: string, table: JournalTable): Promise<number> | null {
  const kept = table.replaced !== null || (table.match !== null && table.match.rows !== 'fail');
  return kept ? countRows(client, qualified(previousSchema(run), table.name)) : null;
}

/** Of the tables that were moved aside; those into which rows went are compared value by value on the way back. */
async function countQuickly(client: PgClient, entry: JournalEntry): Promise<Map<string, number | null>> {
  const counts = new Map<string, number | null>();
  const began = performance.now();
  for (const table of entry.tables.filter(({ kind, replaced }) => kind === 'table' && replaced !== null)) {
    const left = Math.floor(COUNTING_MS - (performance.now() - began));
    counts.set(table.name, null);
    if (left <= 0) continue;
    await client.query(`SET statement_timeout = ${left}`);
    counts.set(table.name, (await countKept(client, entry.run, table)?.catch(() => null)) ?? null);
  }
  await client.query('SET statement_timeout = 0');
  return counts;
}

/** It is rolled back by now: a count that fails is left out, and changes nothing about that. */
async function countStanding(
  client: PgClient,
  schema: string,
  before: Map<string, number | null>,
): Promise<Standing[]> {
  const standing: Standing[] = [];
  for (const [table, rowsBefore] of before) {
    const rowsNow = await countRows(client, qualified(schema, table)).catch(() => null);
    if (rowsNow !== null) standing.push({ table, rowsBefore, rowsNow });
  }
  return standing;
}

function outcomeOf(entry: JournalEntry): Omit<RollbackResult, 'standing'> {
  const names = (restored: boolean) =>
    entry.tables
      .filter((table) => table.kind === 'table' && restores(table) === restored)
      .map((table) => table.name);
  return { restored: names(true), removed: names(false) };
}

/** The run's entry in the journal, if it stands and what it replaced is still there to be put back. */
export async function revertible(client: PgClient, runId: string): Promise<JournalEntry> {
  const entry = await standing(client, runId);
  if (entry.status !== 'finalised') return entry;
  throw new MigrationError(
    'RUN-FINALISED',
    `Run ${runId} was finalised at ${entry.finalisedAt?.toISOString()}: what stood there before it is gone.`,
    'There is no way back from here. The snapshot of the source is kept where it was made; a new run can load it or another one.',
    { context: { run: runId } },
  );
}

/** The run's entry in the journal, if the run still stands and nothing came after it on the same tables. */
export async function standing(client: PgClient, runId: string): Promise<JournalEntry> {
  const journal = await readJournal(client);
  const entry = entryOf(journal, runId);
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
      other.status !== 'rolled-back' &&
      other.schema === entry.schema &&
      other.cutOverAt > entry.cutOverAt &&
      other.tables.some((table) => names.has(table.name)),
  );
  if (later) {
    throw new MigrationError(
      'RUN-NOT-LATEST',
      `Run ${later.run} replaced tables of run ${runId} afterwards.`,
      later.status === 'finalised'
        ? `Run ${later.run} was finalised, so its tables stay. What run ${runId} replaced is still in its previous schema: take from it by hand what is needed.`
        : `Roll back run ${later.run} first.`,
      { context: { run: runId, later: later.run } },
    );
  }
  return entry;
}

export function entryOf(journal: JournalEntry[], runId: string): JournalEntry {
  const entry = journal.find((candidate) => candidate.run === runId);
  if (entry) return entry;
  throw new MigrationError(
    'RUN-UNKNOWN',
    `This database's journal has no run ${runId}.`,
    'List the runs (howdah runs <postgres-url>) and check that it is the right database.',
    { context: { run: runId } },
  );
}
