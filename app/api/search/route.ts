import { search } from '../../../lib/data/search.ts';
import { FRESH, route } from '../../../lib/web/routes.ts';

/** Found, for “Go to or do…”: what of it each role may read or do is decided there. */
export const GET = route('overview.read', async (request, access) => {
  const asked = new URL(request.url).searchParams;
  const found = await search(access, {
    q: asked.get('q') ?? '',
    runAll: asked.get('runAll'),
    rollBack: asked.get('rollBack'),
  });
  return Response.json(found, { headers: FRESH });
});
