import { setTimeout as sleep } from 'node:timers/promises';
import { findSession } from '../../../../../lib/auth/sessions.ts';
import { batchFor } from '../../../../../lib/data/batches.ts';
import { failure } from '../../../../../lib/data/failures.ts';
import { log } from '../../../../../lib/log.ts';
import { sseResponse } from '../../../../../lib/sse.ts';
import { route } from '../../../../../lib/web/routes.ts';

export const dynamic = 'force-dynamic';

const EVERY_MS = 1_000;
const SESSION_EVERY = 30;

/** The batch again and again until it has ended, for as long as the session holds. */
export const GET = route<{ id: string }>('project.read', async (request, access, { id }) => {
  if (!(await batchFor(access, id))) throw failure('PNL-NOT-FOUND');
  return sseResponse(
    request,
    async (send, signal) => {
      for (let round = 1; !signal.aborted; round += 1) {
        if (round % SESSION_EVERY === 0 && !(await findSession(access.db, access.sessionId))) return;
        const batch = await batchFor(access, id);
        if (!batch) return;
        await send({ event: 'batch', data: batch });
        if (batch.endedAt !== null) return send({ event: 'end', data: null });
        await sleep(EVERY_MS, undefined, { signal }).catch(() => {});
      }
    },
    (err) => log().warn({ err, batch: id }, 'stream broke off'),
  );
});
