import { fitsFilter, readLogFilter } from '../../../../../components/log/log-filter.ts';
import { eventWords } from '../../../../../components/runs/event-words.ts';
import { serverEventTools } from '../../../../../components/runs/server-event-tools.ts';
import { readLog } from '../../../../../lib/data/run-log.ts';
import { runLive } from '../../../../../lib/data/run-stream.ts';
import { FRESH, route } from '../../../../../lib/web/routes.ts';

/** A page of the run's log (LogPage), newest first: ?before= or ?after=, and the filters of its tab. */
export const GET = route<{ id: string }>('run.read', async (request, access, { id }) => {
  const asked = new URL(request.url).searchParams;
  const filter = readLogFilter(asked);
  const { stages } = (await runLive(access, id)).state;
  const tools = await serverEventTools();
  const page = await readLog(access, id, {
    before: numberOf(asked.get('before')),
    after: numberOf(asked.get('after')),
    fits: (event) => fitsFilter(event, filter, { stages, words: (one) => eventWords(one, tools) }),
  });
  return Response.json(page, { headers: FRESH });
});

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
