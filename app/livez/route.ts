export const dynamic = 'force-dynamic';

/** The process answers: nothing else is looked at. */
export function GET(): Response {
  return new Response('ok\n', { headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' } });
}
