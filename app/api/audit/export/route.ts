import { readFilter } from '../../../../components/audit/audit-url.ts';
import { readAudit } from '../../../../lib/data/audit.ts';
import { AUDIT_FILE } from '../../../../lib/data/audit-file.ts';
import { fileFormat, tableFile } from '../../../../lib/data/table-file.ts';
import { attachment } from '../../../../lib/web/attachment.ts';
import { fileHeaders } from '../../../../lib/web/file-headers.ts';
import { auditDownload, route } from '../../../../lib/web/routes.ts';
import { textStream } from '../../../../lib/web/text-stream.ts';

export const dynamic = 'force-dynamic';

/** The audit as a file, with the filters of its page: ?format=json (default) or csv. */
export const GET = route('audit.read', async (request, access) => {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const format = fileFormat(asked.format);
  const pieces = await readAudit(readFilter(asked));
  await auditDownload(request, access, { action: 'audit.export', detail: { format } });
  const name = `howdah-audit-${new Date().toISOString().slice(0, 10)}.${format}`;
  return new Response(textStream(tableFile(AUDIT_FILE, pieces, format)), {
    headers: fileHeaders(format, attachment(name)),
  });
});
