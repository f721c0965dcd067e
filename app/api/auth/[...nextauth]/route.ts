import type { NextRequest } from 'next/server';
import { handlers } from '../../../../lib/auth.ts';

export const { POST } = handlers;

/** All but what would tell scripts in a browser the session's id, which nobody there needs. */
export async function GET(request: NextRequest): Promise<Response> {
  if (request.nextUrl.pathname.endsWith('/session')) return new Response(null, { status: 404 });
  return handlers.GET(request);
}
