import { failure } from '../../../../../lib/data/failures.ts';
import { reportCsv } from '../../../../../lib/data/report-csv.ts';
import { getRun } from '../../../../../lib/data/runs.ts';
import { attachment } from '../../../../../lib/web/attachment.ts';
import { auditDownload, FRESH, route } from '../../../../../lib/web/routes.ts';

/** The run's report as a file: ?format=json (the same document as `--json`) or csv (one line a table). */
export const GET = route<{ id: string }>('run.export', async (request, access, { id }) => {
  const report = (await getRun(id))?.report;
  if (!report) throw failure('PNL-NOT-FOUND');
  const csv = new URL(request.url).searchParams.get('format') === 'csv';
  await auditDownload(request, access, {
    action: 'run.export',
    subject: id,
    detail: { format: csv ? 'csv' : 'json' },
  });
  return new Response(csv ? reportCsv(report) : JSON.stringify(report, null, 2), {
    headers: {
      ...FRESH,
      'Content-Type': csv ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
      'Content-Disposition': attachment(`howdah-${report.run}.${csv ? 'csv' : 'json'}`),
    },
  });
});
