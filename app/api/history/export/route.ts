import { readFilter } from '../../../../components/history/history-url.ts';
import { readRuns } from '../../../../lib/data/history.ts';
import { HISTORY_FILE } from '../../../../lib/data/history-file.ts';
import { fileFormat, tableFile } from '../../../../lib/data/table-file.ts';
import { attachment } from '../../../../lib/web/attachment.ts';
import { fileHeaders } from '../../../../lib/web/file-headers.ts';
import { auditDownload, route } from '../../../../lib/web/routes.ts';
import { textStream } from '../../../../lib/web/text-stream.ts';

export const dynamic = 'force-dynamic';

/** The history as a file, with the filters of its page: ?format=json (default) or csv. */
export const GET = route('run.export', async (request, access) => {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const format = fileFormat(asked.format);
  const pieces = await readRuns({ ...readFilter(asked), cursor: undefined });
  await auditDownload(request, access, { action: 'history.export', detail: { format } });
  const name = `howdah-history-${new Date().toISOString().slice(0, 10)}.${format}`;
  return new Response(textStream(tableFile(HISTORY_FILE, pieces, format)), {
    headers: fileHeaders(format, attachment(name)),
  });
});
