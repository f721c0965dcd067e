import { failure } from '../../../../lib/data/failures.ts';
import { getProbe } from '../../../../lib/data/probes.ts';
import { FRESH, route } from '../../../../lib/web/routes.ts';

/** A Probe, to be asked for again while it is queued or running. */
export const GET = route<{ id: string }>('overview.read', async (_request, _access, { id }) => {
  const probe = await getProbe(id);
  if (!probe) throw failure('PNL-NOT-FOUND');
  return Response.json(probe, { headers: FRESH });
});
