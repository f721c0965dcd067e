/** Route handlers see headers, never the socket: this writes the socket's address into a header of our own. */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { SOCKET_ADDRESS_HEADER } from './origin.ts';

/** To be called once in the web process, before it serves. */
export function noteSocketAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[SOCKET_ADDRESS_HEADER] = request.socket.remoteAddress ?? '';
  });
}
