/** What can happen. Each action breaks something that is really there: processes, connections, servers. */
import type { FaultProxy, Link } from './proxy.ts';
import type { MortalServer } from './server.ts';

export const ACTIONS = {
  kill: 'the process is killed (SIGKILL)',
  cut: 'one connection is cut',
  'cut-all': 'all connections are cut',
  'half-close': 'the server’s side of one connection is closed',
  stall: 'one connection stalls without closing',
  outage: 'all connections stall and no new one comes through for 2 s',
  'kill-backend': 'one process of PostgreSQL is killed (SIGKILL): it recovers',
  crash: 'PostgreSQL is killed (SIGKILL) and started again',
  restart: 'PostgreSQL is restarted in an orderly way',
} as const;
export type Action = keyof typeof ACTIONS;

const OUTAGE_MS = 2_000;

export interface Struck {
  proxy: FaultProxy;
  server: MortalServer;
  kill(): void;
}

/** Begins at once, within the message it strikes at; resolves when what was broken off stands again. */
export async function strike(
  action: Action,
  { proxy, server, kill }: Struck,
  link: Link | null,
): Promise<void> {
  switch (action) {
    case 'kill':
      return kill();
    case 'cut':
      return link?.cut();
    case 'cut-all':
      for (const one of [...proxy.links]) one.cut();
      return;
    case 'half-close':
      return link?.halfClose();
    case 'stall':
      return link?.stall();
    case 'outage':
      proxy.deaf = true;
      for (const one of [...proxy.links]) one.stall();
      await new Promise((resolve) => setTimeout(resolve, OUTAGE_MS));
      proxy.deaf = false;
      return;
    case 'kill-backend':
      if (link && link.pid !== 0) server.killBackend(link.pid);
      return;
    case 'crash':
      await server.crash();
      return server.startAgain();
    case 'restart':
      await server.stop();
      return server.startAgain();
  }
}
