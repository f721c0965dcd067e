import { setTimeout as sleep } from 'node:timers/promises';
import { findSession } from '../../../../lib/auth/sessions.ts';
import { sharedOverview } from '../../../../lib/data/shared-overview.ts';
import { log } from '../../../../lib/log.ts';
import { sseResponse } from '../../../../lib/sse.ts';
import { route } from '../../../../lib/web/routes.ts';

export const dynamic = 'force-dynamic';

const EVERY_MS = 2_000;

/** The overview again and again, for as long as the session holds. */
export const GET = route('overview.read', async (request, { db, sessionId }) =>
  sseResponse(
    request,
    async (send, signal) => {
      for (let round = 0; !signal.aborted; round += 1) {
        if (round % 15 === 14 && !(await findSession(db, sessionId))) return;
        await send({ event: 'overview', data: await sharedOverview(db) });
        await sleep(EVERY_MS, undefined, { signal }).catch(() => {});
      }
    },
    (err) => log().warn({ err }, 'overview stream broke off'),
  ),
);
