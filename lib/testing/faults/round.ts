/** One fault: a run through the proxy, the fault at its instant, whatever it takes to go on, and what stands in the end. */
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { newRunId } from '../../engine/run.ts';
import { type Action, strike } from './actions.ts';
import { Carrier } from './carrier.ts';
import { freshDatabase, type Ground, viewOf } from './ground.ts';
import { type Faulted, type Instant, strikesAt } from './instants.ts';
import { Observer, type View } from './observer.ts';
import { type Hook, startProxy } from './proxy.ts';

export interface Fault {
  action: Action;
  stage: Faulted;
  instant: Instant;
}

export interface Outcome extends Fault {
  /** False where the stage was over before the instant came. */
  struck: boolean;
  ended: 'verified' | 'before' | 'neither' | 'hung';
  code: string | null;
  lost: number;
  doubled: number;
  looks: number;
  halfVisible: string[];
  /** Schemas of the run that are left beside those that are meant to stay. */
  left: string[];
  seconds: number;
}

const HUNG_MS = 120_000;

export async function playRound(ground: Ground, fault: Fault): Promise<Outcome> {
  const { server } = ground;
  const began = performance.now();
  const database = await freshDatabase(server);
  const folder = mkdtempSync(path.join(ground.folder, 'round-'));
  const proxy = await startProxy(server.port);
  const states = fault.stage === 'rollback' ? [ground.before, ground.after, ground.before] : undefined;
  const observer = new Observer(server.url(database), states ?? [ground.before, ground.after]);
  const task = { runId: newRunId(), source: ground.source, url: server.url(database, proxy.port), folder };
  let struck: Promise<void> | null = null;
  let carrier: Carrier;
  let hung = false;
  const hit = (link: Parameters<typeof strike>[2]) => {
    const snapshot = path.join(folder, `${task.runId}.sqlite`);
    const kill = () => carrier.kill();
    const ended = () => carrier.ended;
    struck ??= strike(fault.action, { proxy, server, snapshot, disk: ground.disk, kill, ended }, link);
    struck.catch(() => {});
  };
  const { instant } = fault;
  const late = setTimeout(() => {
    hung = true;
    carrier.kill();
  }, HUNG_MS);
  try {
    const timers: NodeJS.Timeout[] = [];
    carrier = new Carrier({ ...task, rollback: fault.stage === 'rollback' }, (event) => {
      if (instant.kind !== 'delay' || event.type !== 'stage-started' || event.stage !== fault.stage) return;
      timers.push(setTimeout(() => hit(null), instant.ms));
    });
    if (instant.kind !== 'delay') {
      const at = strikesAt(fault.stage, instant, () => carrier.stage);
      const hook: Hook = { ...at, act: ({ link }) => hit(link) };
      proxy.hooks.add(hook);
    }
    await carrier.ended;
    for (const timer of timers) clearTimeout(timer);
    proxy.hooks.clear();
    await struck;
    // As the panel's next worker does: the same run, from where it stands.
    for (let again = 0; again < 3 && carrier.report === null && !hung; again++) {
      carrier = new Carrier({ ...task, rollback: fault.stage === 'rollback' });
      await carrier.ended;
    }
  } finally {
    clearTimeout(late);
  }
  await proxy.close();
  rmSync(folder, { recursive: true, force: true });
  const good = carrier.report?.outcome === 'succeeded' && fault.stage !== 'rollback';
  const code =
    carrier.report?.error?.code ?? (carrier.report ? null : carrier.said.slice(-300) || 'no report');
  const found = await findOut(ground, database, observer, good);
  return {
    ...fault,
    ...found,
    struck: struck !== null,
    ended: hung ? 'hung' : found.ended,
    code,
    seconds: (performance.now() - began) / 1000,
  };
}

/** What stands in the end, held against what must stand; takes the database away. */
export async function findOut(
  ground: Ground,
  database: string,
  observer: Observer,
  succeeded: boolean,
): Promise<Pick<Outcome, 'ended' | 'lost' | 'doubled' | 'looks' | 'halfVisible' | 'left'>> {
  const { server } = ground;
  const whole = await viewOf(server, database, true);
  // The observer must have come to see the end as well.
  const looks = observer.looks;
  while (observer.looks < looks + 4) await new Promise((resolve) => setTimeout(resolve, 5));
  await observer.stop();
  const left = await server.ask<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '^howdah_(.*_stage$|judge)' ORDER BY 1`,
    database,
  );
  await server.ask(`DROP DATABASE ${database} WITH (FORCE)`);
  const expected = succeeded ? ground.wholeAfter : ground.wholeBefore;
  const difference = differenceOf(expected, whole);
  const same = difference.lost + difference.doubled === 0 && whole.objects === expected.objects;
  return {
    ended: !same ? 'neither' : succeeded ? 'verified' : 'before',
    ...difference,
    looks: observer.looks,
    halfVisible: observer.violations,
    left: left.map(({ name }) => name),
  };
}

/** Rows missing and rows too many; where only the sums differ, one of each stands for a changed row. */
function differenceOf(expected: View, found: View): { lost: number; doubled: number } {
  let lost = 0;
  let doubled = 0;
  for (const [table, sum] of Object.entries(expected.content)) {
    const [rows = 0, there = 0] = [sum, found.content[table] ?? '0/'].map((text) =>
      Number(text.split('/')[0]),
    );
    lost += Math.max(0, rows - there);
    doubled += Math.max(0, there - rows);
    if (rows === there && sum !== found.content[table]) {
      lost++;
      doubled++;
    }
  }
  return { lost, doubled };
}
