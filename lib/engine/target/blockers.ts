/** Who holds what we wait for, seen from a second connection while we wait: afterwards nobody is to be seen. */
import type { Holder, WaitingReason } from '../waiting.ts';
import type { TargetConfig } from './config.ts';
import { connect } from './connect.ts';

export interface Blocker extends Holder {
  /** The table, or whatever it is, that we wait for. */
  object: string | null;
}

const FIRST_MS = 300;
const EVERY_MS = 250;

/** Begins to look only where the wait takes longer than a moment. `stop` gives what was seen last. */
export function watchBlockers(target: TargetConfig, pid: number): { stop(): Promise<Blocker[]> } {
  let stopped: (() => void) | null = null;
  const end = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  let seen: Blocker[] = [];
  const looking = look(target, pid, end, (blockers) => {
    seen = blockers;
  }).catch(() => {});
  return {
    stop: async () => {
      stopped?.();
      await looking;
      return seen;
    },
  };
}

async function look(
  target: TargetConfig,
  pid: number,
  end: Promise<void>,
  onSeen: (blockers: Blocker[]) => void,
): Promise<void> {
  if (await ends(end, FIRST_MS)) return;
  const client = await connect(target, 'locks');
  try {
    do {
      const { rows } = await client.query<Blocker>(
        `SELECT b.pid, coalesce(nullif(a.application_name, ''), a.usename, a.backend_type, 'another session') AS who,
           a.state, extract(epoch FROM clock_timestamp() - a.xact_start)::int AS seconds,
           (SELECT c.relname FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
            WHERE l.pid = $1 AND NOT l.granted LIMIT 1) AS object
         FROM unnest(pg_blocking_pids($1)) AS b(pid) LEFT JOIN pg_stat_activity a USING (pid) LIMIT 3`,
        [pid],
      );
      if (rows.length > 0) onSeen(rows);
    } while (!(await ends(end, EVERY_MS)));
  } finally {
    await client.end().catch(() => {});
  }
}

async function ends(end: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([end.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

export function lockHeldBy(blockers: Blocker[]): WaitingReason {
  const holders = blockers.map(({ object: _, ...holder }) => holder);
  return { kind: 'lock', object: blockers[0]?.object ?? null, holders };
}
