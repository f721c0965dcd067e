import path from 'node:path';
import { config } from '../../lib/config.ts';
import { panel } from '../../lib/panel.ts';
import { readiness } from '../../lib/web/readiness.ts';

export const dynamic = 'force-dynamic';

/** 200 when the panel can do its work, else 503; which part is missing, but no details of it. */
export async function GET(): Promise<Response> {
  const checks = await readiness(panel().database, {
    migrations: path.join(process.cwd(), 'prisma', 'migrations'),
    dataFolder: config().data.root,
  });
  const ready = Object.values(checks).every(Boolean);
  return Response.json(
    { ready, checks },
    { status: ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
  );
}
