import { MigrationError } from '../errors.ts';
import { need, needTarget, type RunContext } from '../run-context.ts';
import { withClient } from '../target/connect.ts';
import { isLost, serverError } from '../target/errors.ts';
import { alreadyCutOver, type JournalTable } from '../target/journal.ts';
import { inShortTransaction } from '../target/locks.ts';
import { swapIn } from '../target/swap.ts';

/** Makes the staged tables public in one transaction, or finds that this already happened. */
export async function cutoverStage(context: RunContext): Promise<void> {
  const { input, progress } = context;
  const plan = need(context.plan, 'the plan');
  const client = need(context.control, 'the connection');
  const rows = new Map(
    [...context.verifications.values()].map(({ table, targetRows }) => [table, targetRows]),
  );
  let tables = await alreadyCutOver(client, input.runId);
  if (!tables) {
    try {
      tables = await inShortTransaction(
        client,
        {
          target: needTarget(context),
          signal: context.signal,
          onWaiting: (reason) => progress.emit({ type: 'waiting', reason }),
        },
        () => swapIn(client, input.runId, plan, rows),
      );
    } catch (error) {
      tables = isLost(error) ? await afterLostCommit(context, error) : null;
      if (!tables) throw serverError(error, 'making the tables public');
    }
  }
  const made = tables.filter(({ kind }) => kind === 'table');
  const replaced = made.filter((table) => table.replaced !== null).length;
  progress.emit({ type: 'cut-over', tables: made.length, replaced });
}

/** The connection broke around COMMIT: only the target's journal knows which side of it we are on. */
async function afterLostCommit(context: RunContext, error: unknown): Promise<JournalTable[] | null> {
  try {
    return await withClient(needTarget(context), 'cutover', (client) =>
      alreadyCutOver(client, context.input.runId),
    );
  } catch {
    throw new MigrationError(
      'RUN-CUTOVER-UNKNOWN',
      'The connection was lost while the tables were made public; it is not known yet whether that was carried out.',
      'When the server is back, list what was done (howdah runs): the tables are either all public or not at all.',
      { cause: error },
    );
  }
}
