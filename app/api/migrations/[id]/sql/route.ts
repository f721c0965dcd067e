import { planSqlFile } from '../../../../../lib/data/plan-files.ts';
import { attachment } from '../../../../../lib/web/attachment.ts';
import { auditDownload, FRESH, route } from '../../../../../lib/web/routes.ts';

/** All SQL of the migration's latest plan, in the order in which it is run. */
export const GET = route<{ id: string }>('migration.export', async (request, access, { id }) => {
  const { runId, text } = await planSqlFile(id);
  await auditDownload(request, access, { action: 'migration.export', subject: id, detail: { file: 'sql' } });
  return new Response(text, {
    headers: {
      ...FRESH,
      'Content-Type': 'application/sql; charset=utf-8',
      'Content-Disposition': attachment(`howdah-${runId}.sql`),
    },
  });
});
