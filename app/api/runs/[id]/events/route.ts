import { failure } from '../../../../../lib/data/failures.ts';
import { streamRun } from '../../../../../lib/data/run-stream.ts';
import { log } from '../../../../../lib/log.ts';
import { panel } from '../../../../../lib/panel.ts';
import { sseResponse } from '../../../../../lib/sse.ts';
import { route } from '../../../../../lib/web/routes.ts';
import { runHub } from '../../../../../lib/web/run-hub.ts';

export const dynamic = 'force-dynamic';

/** The run's events: see RunStream in lib/data/dto/run-live.ts. */
export const GET = route<{ id: string }>('run.read', async (request, access, { id }) => {
  if (!(await access.db.run.findUnique({ where: { id }, select: { id: true } }))) {
    throw failure('PNL-NOT-FOUND');
  }
  const lastId = request.headers.get('last-event-id') ?? '';
  const after = /^\d{1,9}$/.test(lastId) ? Number(lastId) : null;
  return sseResponse(
    request,
    async (send, signal) => {
      const watch = runHub(panel().database.connectionString).watch(id);
      try {
        await streamRun(access, { runId: id, after, watch, signal }, send);
      } finally {
        watch.close();
      }
    },
    (err) => log().warn({ err, run: id }, 'stream broke off'),
  );
});
