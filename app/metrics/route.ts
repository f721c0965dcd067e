import { createHash, timingSafeEqual } from 'node:crypto';
import { config } from '../../lib/config.ts';
import { metrics } from '../../lib/metrics.ts';
import { panel } from '../../lib/panel.ts';

export const dynamic = 'force-dynamic';

/** For Prometheus, with METRICS_TOKEN as bearer token; without that variable there is nothing here. */
export async function GET(request: Request): Promise<Response> {
  const { metricsToken } = config();
  if (!metricsToken) return new Response('not found\n', { status: 404 });
  const given = request.headers.get('authorization')?.match(/^Bearer (.+)$/)?.[1] ?? '';
  if (!same(given, metricsToken)) return new Response('unauthorised\n', { status: 401 });
  const { text, contentType } = await metrics(panel().database);
  return new Response(text, { headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' } });
}

/** Takes the same time wherever they differ. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
