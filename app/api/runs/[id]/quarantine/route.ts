import { getQuarantine, readAllQuarantined } from '../../../../../lib/data/quarantine.ts';
import { QUARANTINE_FILE } from '../../../../../lib/data/quarantine-file.ts';
import { tableFile } from '../../../../../lib/data/table-file.ts';
import { attachment } from '../../../../../lib/web/attachment.ts';
import { fileHeaders } from '../../../../../lib/web/file-headers.ts';
import { auditDownload, FRESH, route } from '../../../../../lib/web/routes.ts';
import { textStream } from '../../../../../lib/web/text-stream.ts';

export const dynamic = 'force-dynamic';

/** A page of the run's rows in quarantine (?table=&offset=), or all of them as a file (?format=json|csv). */
export const GET = route<{ id: string }>('quarantine.read', async (request, access, { id }) => {
  const asked = new URL(request.url).searchParams;
  const format = asked.get('format');
  if (format === 'csv' || format === 'json') {
    const text = tableFile(QUARANTINE_FILE, await readAllQuarantined(id), format);
    await auditDownload(request, access, { action: 'quarantine.export', subject: id, detail: { format } });
    return new Response(textStream(text), {
      headers: fileHeaders(format, attachment(`howdah-${id}-quarantine.${format}`)),
    });
  }
  const offset = Number(asked.get('offset') ?? 0);
  const page = await getQuarantine(id, {
    table: asked.get('table'),
    offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
  });
  return Response.json(page, { headers: FRESH });
});
