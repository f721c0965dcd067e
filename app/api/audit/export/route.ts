import { readFilter } from '../../../../components/audit/audit-url.ts';
import { readAudit } from '../../../../lib/data/audit.ts';
import { auditFile } from '../../../../lib/data/audit-file.ts';
import { attachment } from '../../../../lib/web/attachment.ts';
import { auditDownload, FRESH, route } from '../../../../lib/web/routes.ts';
import { textStream } from '../../../../lib/web/text-stream.ts';

export const dynamic = 'force-dynamic';

/** The audit as a file, with the filters of its page: ?format=json (default) or csv. */
export const GET = route('audit.read', async (request, access) => {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const format = asked.format === 'csv' ? 'csv' : 'json';
  const pieces = await readAudit(readFilter(asked));
  await auditDownload(request, access, { action: 'audit.export', detail: { format } });
  return new Response(textStream(auditFile(pieces, format)), {
    headers: {
      ...FRESH,
      'Content-Type': `${format === 'csv' ? 'text/csv' : 'application/json'}; charset=utf-8`,
      'Content-Disposition': attachment(`howdah-audit-${new Date().toISOString().slice(0, 10)}.${format}`),
    },
  });
});
