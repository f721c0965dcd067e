/** The end of the way back: what was kept aside of a run is dropped, in one transaction. Never by itself. */
import { errorInfo, MigrationError } from './errors.ts';
import { Progress } from './progress.ts';
import { entryOf } from './rollback.ts';
import type { RunStore } from './store.ts';
import type { TargetConfig } from './target/config.ts';
import { type PgClient, quote, withClient } from './target/connect.ts';
import { serverError } from './target/errors.ts';
import { type JournalEntry, markFinalised, readJournal } from './target/journal.ts';
import { type KeptSchema, keptSchemas, refuseDependents } from './target/kept.ts';
import { inShortTransaction, takeTarget } from './target/locks.ts';

export interface FinalisePreview {
  run: string;
  cutOverAt: string;
  /** Rolling back would still be possible; not so of a run that was rolled back, of which only its own tables are kept. */
  revertible: boolean;
  schemas: KeptSchema[];
}

export interface FinaliseResult {
  run: string;
  dropped: KeptSchema[];
}

/** What finalising would drop now, with its size. */
export function finalisePreview(runId: string, target: TargetConfig): Promise<FinalisePreview> {
  return withClient(target, 'finalise preview', async (client) => {
    const entry = await finalisable(client, runId);
    return {
      run: runId,
      cutOverAt: entry.cutOverAt.toISOString(),
      revertible: entry.status === 'cut-over',
      schemas: await keptSchemas(client, runId),
    };
  });
}

export async function finaliseRun(
  runId: string,
  target: TargetConfig,
  deps: { store?: RunStore; signal: AbortSignal },
): Promise<FinaliseResult> {
  const progress = deps.store ? new Progress(deps.store, runId) : null;
  try {
    const dropped = await withClient(target, `finalise ${runId}`, async (client) => {
      const { schema } = await finalisable(client, runId);
      await takeTarget(client, schema);
      return inShortTransaction(
        client,
        { target, signal: deps.signal, onWaiting: (reason) => progress?.emit({ type: 'waiting', reason }) },
        async () => {
          await finalisable(client, runId);
          const kept = await keptSchemas(client, runId);
          for (const { name } of kept) {
            await refuseDependents(client, name);
            await client.query(`DROP SCHEMA ${quote(name)} CASCADE`);
          }
          await markFinalised(client, runId);
          return kept;
        },
      );
    });
    progress?.emit({ type: 'finalised', ...totalOf(dropped) });
    await progress?.flush();
    return { run: runId, dropped };
  } catch (failure) {
    const error = serverError(failure, 'finalising');
    // Told by whoever asked: it was done, only not by this call.
    if (!(error instanceof MigrationError && error.code === 'RUN-FINALISED')) {
      progress?.emit({ type: 'finalise-failed', error: errorInfo(error) });
      await progress?.flush().catch(() => {});
    }
    throw error;
  }
}

function totalOf(schemas: KeptSchema[]): { tables: number; bytes: number } {
  return {
    tables: schemas.reduce((sum, { tables }) => sum + tables.length, 0),
    bytes: schemas.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Throws RUN-UNKNOWN, or RUN-FINALISED where it was done. */
async function finalisable(client: PgClient, runId: string): Promise<JournalEntry> {
  const entry = entryOf(await readJournal(client), runId);
  if (entry.finalisedAt === null) return entry;
  throw new MigrationError(
    'RUN-FINALISED',
    `Run ${runId} was finalised at ${entry.finalisedAt.toISOString()}.`,
    'Nothing to do: nothing is kept aside of it any more.',
    { context: { run: runId } },
  );
}
