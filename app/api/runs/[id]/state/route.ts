import { runLive } from '../../../../../lib/data/run-stream.ts';
import { FRESH, route } from '../../../../../lib/web/routes.ts';

/** RunLive, for pages whose stream is blocked. */
export const GET = route<{ id: string }>('run.read', async (_request, access, { id }) =>
  Response.json(await runLive(access, id), { headers: FRESH }),
);
