/** The same server, as if it stood far away: whatever goes to it or comes from it takes longer. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Server } from './server.ts';
import type { Scene } from './stopping.ts';

/** For the contestants alone; what is asked between their turns goes the short way. `delayMs`: of a way there and back. */
export async function farAway(scene: Scene, server: Server, delayMs: number): Promise<Server> {
  const near = new URL(server.url('postgres'));
  const open = new Set<Socket>();
  const listener = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const options = { host: near.hostname, port: Number(near.port || 5432) };
    const upstream = connect({ ...options, noDelay: true, allowHalfOpen: true });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      passOn(from, to, delayMs / 2);
      from.once('close', () => open.delete(from));
    }
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  scene.undo(async () => {
    for (const socket of open) socket.destroy();
    listener.close();
  });
  const { port } = listener.address() as AddressInfo;
  return {
    ...server,
    url: (database) => {
      const url = new URL(server.url(database));
      url.hostname = '127.0.0.1';
      url.port = String(port);
      return url.href;
    },
  };
}

/** As much as ever can be on its way: a long line, not a narrow one. */
function passOn(from: Socket, to: Socket, delayMs: number): void {
  const later = (work: () => void) => setTimeout(work, delayMs);
  from.on('data', (block) => later(() => to.write(block)));
  from.on('end', () => later(() => to.end()));
  from.on('error', () => later(() => to.destroy()));
}
