/** Security headers of pages, with a nonce for each: scripts without it do not run. */
import { type NextRequest, NextResponse } from 'next/server';
import { config as settings } from './lib/config.ts';
import { contentSecurityPolicy, HSTS } from './lib/web/policy.ts';

export function proxy(request: NextRequest): NextResponse {
  const https = settings().appUrl.startsWith('https:');
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  // biome-ignore lint/style/noProcessEnv: replaced by Next when it builds
  const development = process.env.NODE_ENV === 'development';
  const policy = contentSecurityPolicy(nonce, { https, development });
  const headers = new Headers(request.headers);
  // Next puts the nonce of this header on its own scripts; pages read x-nonce for theirs.
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (https) response.headers.set(...HSTS);
  return response;
}

export const config = {
  // Not the routes: an upload's body would be held in memory on its way through here.
  matcher: ['/((?!api/|_next/|livez|readyz|metrics|.*\\.(?:svg|png|ico|webmanifest)$).*)'],
};
