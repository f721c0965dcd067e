import { overridesFile } from '../../../../../lib/data/plan-files.ts';
import { attachment } from '../../../../../lib/web/attachment.ts';
import { auditDownload, FRESH, route } from '../../../../../lib/web/routes.ts';

/** The migration's choices, as `--overrides` takes them. */
export const GET = route<{ id: string }>('migration.export', async (request, access, { id }) => {
  const text = await overridesFile(id);
  await auditDownload(request, access, {
    action: 'migration.export',
    subject: id,
    detail: { file: 'overrides' },
  });
  return new Response(text, {
    headers: {
      ...FRESH,
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': attachment('overrides.json'),
    },
  });
});
