import type { Origin } from './sessions.ts';

/** Set by lib/auth/address.ts from the socket for every request, whatever the client sent under this name. */
export const SOCKET_ADDRESS_HEADER = 'x-howdah-socket';

/**
 * Where a request comes from. Behind a proxy (the socket's other end is on this machine or in a private
 * network) it is the last entry of X-Forwarded-For: the one that the nearest proxy added itself.
 */
export function originOf(headers: Headers): Origin {
  const socket = plainAddress(headers.get(SOCKET_ADDRESS_HEADER) ?? '');
  const forwarded = plainAddress(headers.get('x-forwarded-for')?.split(',').at(-1) ?? '');
  const address = isPrivate(socket) && forwarded ? forwarded : socket;
  return { address: address || 'unknown', userAgent: headers.get('user-agent') ?? '' };
}

/**
 * Whether a page of this panel asks. Another site's page cannot read the cookie, but it could make the browser send it;
 * the browser says truly where a request that changes something comes from. Without saying so it is not believed.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get('origin');
  const host = headers.get('x-forwarded-host')?.split(',')[0]?.trim() || headers.get('host');
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host;
}

function plainAddress(text: string): string {
  return text
    .trim()
    .replace(/^::ffff:/, '')
    .slice(0, 64);
}

function isPrivate(address: string): boolean {
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd]|fe80:)/i.test(address);
}
