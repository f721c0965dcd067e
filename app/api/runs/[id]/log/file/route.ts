import { logLine } from '../../../../../../components/log/log-text.ts';
import { serverEventTools } from '../../../../../../components/runs/server-event-tools.ts';
import { readWholeLog } from '../../../../../../lib/data/run-log.ts';
import { runLive } from '../../../../../../lib/data/run-stream.ts';
import { attachment } from '../../../../../../lib/web/attachment.ts';
import { auditDownload, FRESH, route } from '../../../../../../lib/web/routes.ts';
import { textStream } from '../../../../../../lib/web/text-stream.ts';

export const dynamic = 'force-dynamic';

/** The whole log of the run as text, oldest first, in the language of whoever asks; times in UTC. */
export const GET = route<{ id: string }>('run.export', async (request, access, { id }) => {
  const pieces = await readWholeLog(access, id);
  const { stages } = (await runLive(access, id)).state;
  const tools = await serverEventTools();
  await auditDownload(request, access, { action: 'log.export', subject: id, detail: { format: 'text' } });
  const text = (async function* () {
    for await (const piece of pieces) {
      yield piece.map(({ event }) => logLine(event, stages, tools)).join('');
    }
  })();
  return new Response(textStream(text), {
    headers: {
      ...FRESH,
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': attachment(`howdah-${id}-log.txt`),
    },
  });
});
