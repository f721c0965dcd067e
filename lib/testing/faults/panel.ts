/** The same for the panel: real worker processes, their own database on a server that may be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { initialRunState } from '../../engine/events.ts';
import { parseTarget } from '../../engine/target/config.ts';
import { PlanOptions, STAGES } from '../../engine/types.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { jsonValue } from '../../store/json.ts';
import { migrate } from '../../store/migrate.ts';
import { ownerOf, Secrets } from '../../store/secrets.ts';
import { MIGRATIONS } from '../../store/testing.ts';
import { freshDatabase, type Ground } from './ground.ts';
import { Observer } from './observer.ts';
import { type Fault, findOut, type Outcome } from './round.ts';
import { MortalServer } from './server.ts';

const KEY = Buffer.alloc(32, 3);
const AWAY_MS = 8_000;
const HUNG_MS = 120_000;

export class PanelGround {
  readonly ground: Ground;
  readonly state: MortalServer;
  readonly database: Database;
  readonly #folder: string;
  #workers: ChildProcess[] = [];

  constructor(ground: Ground, state: MortalServer) {
    this.ground = ground;
    this.state = state;
    this.database = openDatabase(state.url('panel'), { max: 5 });
    this.#folder = mkdtempSync(path.join(ground.folder, 'panel-'));
    mkdirSync(path.join(this.#folder, 'data'));
  }

  /** The one that was started last and still lives; started where there is none. */
  worker(): ChildProcess {
    return (
      this.#workers.find(({ exitCode, signalCode }) => exitCode === null && signalCode === null) ??
      this.start()
    );
  }

  start(): ChildProcess {
    const worker = spawn(process.execPath, [path.join(import.meta.dirname, '../../worker/main.ts')], {
      env: {
        NODE_ENV: 'test',
        DATABASE_URL: this.state.url('panel'),
        APP_SECRET: 's'.repeat(32),
        ENCRYPTION_KEY: KEY.toString('hex'),
        HOWDAH_DATA: path.join(this.#folder, 'data'),
        SOURCE_ROOTS: this.ground.folder,
        LOG_LEVEL: 'fatal',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#workers.push(worker);
    return worker;
  }

  async kill(worker: ChildProcess): Promise<void> {
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    const exited = once(worker, 'exit');
    worker.kill('SIGKILL');
    await exited;
  }

  async queue(url: string): Promise<string> {
    const { prisma } = this.database;
    const { password, ...place } = parseTarget(url);
    const id = newId();
    const sealed = new Secrets(KEY).seal(password, ownerOf(id));
    await prisma.target.create({ data: { ...place, id, name: id, schema: 'public', password: sealed } });
    const source = { id: newId(), name: id, kind: 'path' as const, path: this.ground.source };
    await prisma.source.create({ data: source });
    const options = jsonValue(PlanOptions.parse({ replace: true }));
    const migration = { id: newId(), name: id, sourceId: source.id, targetId: id, options };
    await prisma.migration.create({ data: migration });
    const state = jsonValue(initialRunState('full'));
    const run = { id: newId(10), migrationId: migration.id, kind: 'full', options, state, pending: 'run' };
    await prisma.run.create({ data: run });
    return run.id;
  }

  /** Null while the panel's database is away. */
  row(id: string) {
    return this.database.prisma.run.findUniqueOrThrow({ where: { id } }).catch(() => null);
  }

  async remove(): Promise<void> {
    for (const worker of this.#workers) await this.kill(worker);
    await this.database.close().catch(() => {});
    await this.state.remove();
  }
}

export async function preparePanel(ground: Ground): Promise<PanelGround> {
  const state = await MortalServer.start();
  await state.ask('CREATE DATABASE panel');
  await migrate(state.url('panel'), MIGRATIONS);
  return new PanelGround(ground, state);
}

export async function playPanelRound(panel: PanelGround, fault: Fault): Promise<Outcome> {
  const { ground } = panel;
  const began = performance.now();
  const database = await freshDatabase(ground.server);
  const worker = panel.worker();
  const observer = new Observer(ground.server.url(database), [ground.before, ground.after]);
  const id = await panel.queue(ground.server.url(database));
  const hung = () => performance.now() - began > HUNG_MS;
  const first = STAGES.indexOf(fault.stage as (typeof STAGES)[number]);
  const stageNow = async () => {
    const row = await panel.row(id);
    return row?.pending === null ? null : STAGES.indexOf(row?.stage as (typeof STAGES)[number]);
  };
  let at = await stageNow();
  for (; at !== null && at < first && !hung(); at = await stageNow()) await sleep(2);
  // A stage may be over before anybody has seen it begin: then it is the next one that is struck.
  const stage = STAGES[at ?? -1] ?? fault.stage;
  if (fault.instant.kind === 'delay') await sleep(fault.instant.ms);
  const struck = (await stageNow()) !== null;
  if (struck) await strikePanel(panel, fault, worker, id);
  let row = await panel.row(id);
  while ((row === null || row.pending !== null) && !hung()) {
    await sleep(20);
    row = await panel.row(id);
  }
  const found = await findOut(ground, database, observer, row?.status === 'succeeded');
  return {
    ...fault,
    ...found,
    stage,
    struck,
    ended: hung() ? 'hung' : found.ended,
    code: (row?.error as { code?: string } | null)?.code ?? null,
    seconds: (performance.now() - began) / 1000,
  };
}

async function strikePanel(panel: PanelGround, { action, instant }: Fault, worker: ChildProcess, id: string) {
  if (action === 'worker') {
    await panel.kill(worker);
    panel.start();
  } else if (action === 'tree') {
    const { ground, state } = panel;
    await Promise.all([panel.kill(worker), state.crash(), ground.server.crash()]);
    await Promise.all([state.startAgain(), ground.server.startAgain()]);
    panel.start();
  } else if (action === 'frozen') {
    const token = (await panel.row(id))?.leaseToken ?? 0;
    worker.kill('SIGSTOP');
    const other = panel.start();
    const until = performance.now() + HUNG_MS;
    for (let now = token; now <= token && performance.now() < until; ) {
      const row = await panel.row(id);
      now = row?.pending === null ? Number.POSITIVE_INFINITY : (row?.leaseToken ?? 0);
      await sleep(20);
    }
    worker.kill('SIGCONT');
    // The one that stood still must find out by itself that the run is another's; then one of them is enough.
    await sleep(1_000);
    await panel.kill(worker);
    return other;
  } else {
    await panel.state.crash();
    // As random as the instant itself, and the same for the same seed.
    await sleep(instant.kind === 'delay' ? (instant.ms * 7919) % AWAY_MS : 0);
    await panel.state.startAgain();
  }
  return worker;
}
