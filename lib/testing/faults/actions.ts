/** What can happen. Each action breaks something that is really there: processes, connections, servers. */
import { rmSync } from 'node:fs';
import type { FaultProxy, Link } from './proxy.ts';
import type { MortalServer } from './server.ts';
import type { SmallDisk } from './small-disk.ts';

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
  'disk-full': 'the disk of PostgreSQL is full, until the run has noticed',
  'snapshot-gone': 'the snapshot is deleted and the process killed',
  worker: 'the panel’s worker is killed (SIGKILL), another one starts',
  frozen: 'the panel’s worker stands still until another one has taken its run, then goes on',
  tree: 'everything at once is killed (SIGKILL): the panel’s worker, its own database, the target’s PostgreSQL',
  state: 'the panel’s own database is killed and away for up to 8 s',
} as const;
export type Action = keyof typeof ACTIONS;

const OUTAGE_MS = 2_000;
/** A server without room for its log may have ended itself: then nobody notices before it is started again. */
const FULL_MS = 3_000;

export interface Struck {
  proxy: FaultProxy;
  server: MortalServer;
  /** The snapshot's file. */
  snapshot: string;
  disk: SmallDisk | null;
  kill(): void;
  /** Resolves when the carrier has ended. */
  ended(): Promise<unknown>;
}

/** Begins at once, within the message it strikes at; resolves when what was broken off stands again. */
export async function strike(action: Action, struck: Struck, link: Link | null): Promise<void> {
  const { proxy, server, kill } = struck;
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
    case 'disk-full':
      return fillDisk(struck);
    case 'snapshot-gone':
      rmSync(struck.snapshot, { force: true });
      return kill();
    case 'worker':
    case 'frozen':
    case 'state':
    case 'tree':
      throw new Error('this happens to the panel');
    case 'crash':
      await server.crash();
      return server.startAgain();
    case 'restart':
      await server.stop();
      return server.startAgain();
  }
}

async function fillDisk({ disk, server, ended }: Struck): Promise<void> {
  disk?.fill();
  await Promise.race([ended(), new Promise((resolve) => setTimeout(resolve, FULL_MS))]);
  disk?.free();
  if (!server.isRunning) await server.startAgain();
}
