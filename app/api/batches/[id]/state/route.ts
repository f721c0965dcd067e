import { batchFor } from '../../../../../lib/data/batches.ts';
import { failure } from '../../../../../lib/data/failures.ts';
import { FRESH, route } from '../../../../../lib/web/routes.ts';

/** BatchDetail, for pages whose stream is blocked. */
export const GET = route<{ id: string }>('project.read', async (_request, access, { id }) => {
  const batch = await batchFor(access, id);
  if (!batch) throw failure('PNL-NOT-FOUND');
  return Response.json(batch, { headers: FRESH });
});
