/** Rows in quarantine put into their tables after all. A worker does it; only the latest run's tables are its own. */
import { authorise } from './access.ts';
import { failure } from './failures.ts';
import { queueProbe } from './probes.ts';
import { runFacts } from './run-facts.ts';
import { standingDenial } from './run-permissions.ts';

export async function putInRows(id: string): Promise<{ id: string; probeId: string }> {
  const { db, user } = await authorise('quarantine.put-in');
  const run = await runFacts(db, id);
  const why = await standingDenial(db, run);
  if (why === 'run-active') throw failure('PNL-RUN-ACTIVE');
  if (why) throw failure('PNL-NO-QUARANTINE', { why });
  return { id, probeId: await queueProbe(db, 'put_in', { runId: id }, user.id) };
}
