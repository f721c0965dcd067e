/** A plan looked at: choices counted before they are planned, warnings accepted, files; by a real worker and engine. */
import { existsSync, utimesSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { CurrentSession } from '../auth/current.ts';
import * as engine from '../engine/index.ts';
import { sourceFrom, temporaryFolder } from '../engine/testing.ts';
import { type Overrides, PlanOptions } from '../engine/types.ts';
import { replacePanel } from '../panel.ts';
import { jsonValue } from '../store/json.ts';
import { ownerOf, Secrets } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase, someMigration, someUser, someWorker } from '../store/testing.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import type { WorkerContext } from '../worker/context.ts';
import { dropPlanSnapshots } from '../worker/plan-snapshots.ts';
import { takeProbe } from '../worker/probes.ts';
import { Runs } from '../worker/runs.ts';
import { workerContext } from '../worker/testing.ts';
import { acceptFinding, withdrawAcceptance } from './acceptances.ts';
import type { Role } from './dto/person.ts';
import { editMigration, getMigration, requestPreview } from './migrations.ts';
import { overridesFile, planSqlFile } from './plan-files.ts';
import { getProbe } from './probes.ts';
import { getRun, startRun } from './runs.ts';
import { countMisfits } from './trials.ts';

const who = vi.hoisted(() => ({ session: null as CurrentSession | null }));
vi.mock('../auth/current.ts', () => ({ currentSession: async () => who.session }));

const SECRETS = new Secrets(Buffer.alloc(32, 1));
const options = { include: [], exclude: [] };
const dates: Overrides = { tables: { visits: { columns: { day: { type: 'date', misfits: 'null' } } } } };
const columns = [{ table: 'visits', column: 'day' }];
let database: PanelDatabase;
let target: TestDatabase;
let folder: ReturnType<typeof temporaryFolder>;
let context: WorkerContext;
let source: string;
/** Of the migration. */
let id: string;

beforeAll(async () => {
  database = await panelDatabase();
  target = await testDatabase();
  Object.assign(process.env, {
    DATABASE_URL: database.connectionString,
    APP_SECRET: 'x'.repeat(32),
    ENCRYPTION_KEY: '00'.repeat(32),
  });
  replacePanel({ database, secrets: SECRETS, jobs: { send: async () => {}, close: async () => {} } });
});
afterAll(async () => {
  replacePanel(undefined);
  await target.drop();
  await database.drop();
});

/** A migration of its own, planned. */
beforeEach(async () => {
  folder = temporaryFolder();
  const base = workerContext(database, engine);
  context = {
    ...base,
    id: (await someWorker(database.prisma)).id,
    folders: { ...base.folders, snapshots: folder.path, sourceRoots: [folder.path] },
  };
  source = sourceFrom(
    folder.path,
    `CREATE TABLE visits (id INTEGER PRIMARY KEY, place TEXT, day DATE, n INTEGER);
     INSERT INTO visits VALUES (1, 'Riga', '2024-01-05', 1), (2, 'Tartu', 'someday', 'x'), (3, 'Pskov', 'never', 3);`,
  );
  const migration = await someMigration(database.prisma);
  id = migration.id;
  await database.prisma.source.update({ where: { id: migration.sourceId }, data: { path: source } });
  const { host, port, database: name, user, password, tls } = engine.parseTarget(target.url);
  await database.prisma.target.update({
    where: { id: migration.targetId },
    data: {
      ...{ host, port, database: name, user, tls },
      password: SECRETS.seal(password, ownerOf(migration.targetId)),
    },
  });
  await signInAs('admin');
  await carry((await requestPreview(id)).runId);
});

afterEach(() => folder[Symbol.dispose]());

async function signInAs(role: Role) {
  const { id: own, email, name } = await someUser(database.prisma, role);
  who.session = { id: 'session', user: { id: own, email, name, role, locale: null, theme: 'system' } };
}

async function carry(runId: string): Promise<string> {
  await new Runs(context).take(runId);
  return runId;
}

async function detail() {
  const migration = await getMigration(id);
  if (!migration?.plan || !migration.planRun) throw new Error('not planned');
  return { ...migration, plan: migration.plan, planRun: migration.planRun };
}

async function counted(overrides: Overrides, replaces: string | null = null) {
  const { probeId } = await countMisfits({ id, overrides, columns, replaces });
  await takeProbe(context, probeId);
  return getProbe(probeId);
}

async function warningOf(code: string) {
  const { plan, planRun } = await detail();
  const finding = plan.findings.findIndex((one) => one.code === code);
  return { id, planRun: planRun.id, finding };
}

test('what is counted before planning is what the next plan says', async () => {
  expect((await detail()).planRun.snapshot).toBe(true);
  const probe = await counted(dates);
  expect(probe?.trial).toEqual({
    sourceChanged: false,
    columns: [
      {
        ...columns[0],
        type: 'date',
        policy: 'null',
        count: 2,
        rows: 3,
        looked: 3,
        samples: [
          { key: 'id=2', value: 'someday' },
          { key: 'id=3', value: 'never' },
        ],
        error: null,
      },
    ],
  });
  await carry((await editMigration({ id, options: { ...options, overrides: dates } })).runId);
  const { plan } = await detail();
  expect(plan.tables[0]?.columns[2]).toMatchObject({ type: 'date', misfits: { policy: 'null', count: 2 } });
});

test('a choice that cannot be followed is told in place of a count', async () => {
  const probe = await counted({ tables: { visits: { columns: { day: { type: 'circle' } } } } });
  expect(probe?.state).toBe('done');
  expect(probe?.trial?.columns[0]?.error).toMatchObject({
    code: 'PLN-OVERRIDE',
    params: { place: 'tables.visits.columns.day.type' },
  });
});

test('says that the source was written to since', async () => {
  const later = new Date(Date.now() + 60_000);
  utimesSync(source, later, later);
  expect((await counted(dates))?.trial?.sourceChanged).toBe(true);
});

test('another count replaces one that nobody waits for any more', async () => {
  const { probeId: first } = await countMisfits({ id, overrides: dates, columns, replaces: null });
  const second = await counted(dates, first);
  expect(second?.state).toBe('done');
  await takeProbe(context, first);
  expect(await getProbe(first)).toMatchObject({ state: 'failed', error: { code: 'PNL-COUNT-REPLACED' } });
  // Somebody else's goes on.
  const { probeId: own } = await countMisfits({ id, overrides: dates, columns, replaces: null });
  await signInAs('admin');
  await countMisfits({ id, overrides: dates, columns, replaces: own });
  expect((await database.prisma.probe.findUnique({ where: { id: own } }))?.state).toBe('queued');
});

test('a count under way ends when another one is asked for', async () => {
  const begun = Promise.withResolvers<void>();
  const slow = {
    ...context,
    engine: {
      ...engine,
      tryColumns: (_: unknown, signal: AbortSignal) =>
        new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          begun.resolve();
        }),
    },
  };
  const { probeId } = await countMisfits({ id, overrides: dates, columns, replaces: null });
  const work = takeProbe(slow, probeId);
  await begun.promise;
  await countMisfits({ id, overrides: dates, columns, replaces: probeId });
  await work;
  expect(await getProbe(probeId)).toMatchObject({ error: { code: 'PNL-COUNT-REPLACED' } });
});

test('only who may change choices counts, and reads what was counted', async () => {
  const { probeId } = await countMisfits({ id, overrides: dates, columns, replaces: null });
  await takeProbe(context, probeId);
  for (const role of ['lead', 'support'] as const) {
    await signInAs(role);
    await expect(countMisfits({ id, overrides: dates, columns, replaces: null })).rejects.toMatchObject({
      code: 'PNL-ROLE',
    });
    expect(await getProbe(probeId)).toBeNull();
  }
});

test('the snapshot of the latest plan is kept for a day; one that is gone is told', async () => {
  const { planRun } = await detail();
  const file = path.join(folder.path, `${planRun.id}.sqlite`);
  expect(existsSync(file)).toBe(true);
  await carry((await requestPreview(id)).runId);
  expect(existsSync(file)).toBe(false);
  const next = (await detail()).planRun;
  expect(next).toMatchObject({ snapshot: true });
  await database.prisma.run.update({
    where: { id: next.id },
    data: { endedAt: new Date(Date.now() - 25 * 3600_000) },
  });
  await dropPlanSnapshots(context);
  expect((await readdir(folder.path)).filter((name) => name.startsWith(next.id))).toEqual([]);
  expect((await detail()).planRun.snapshot).toBe(false);
  await expect(countMisfits({ id, overrides: dates, columns, replaces: null })).rejects.toMatchObject({
    code: 'RUN-SNAPSHOT-GONE',
  });
});

test('a snapshot whose file was taken away is told by the worker', async () => {
  const { planRun } = await detail();
  const { snapshotPath } = await database.prisma.run.findUniqueOrThrow({ where: { id: planRun.id } });
  await database.prisma.run.update({
    where: { id: planRun.id },
    data: { snapshotPath: `${snapshotPath}.gone` },
  });
  expect((await counted(dates))?.error?.code).toBe('RUN-SNAPSHOT-GONE');
});

test('a warning is accepted with a reason, by a lead too, and withdrawn', async () => {
  await signInAs('lead');
  const warning = await warningOf('COL-WIDENED');
  expect(await acceptFinding({ ...warning, reason: 'known since 2019' })).toEqual({
    code: 'COL-WIDENED',
    object: 'visits.day',
  });
  const { accepted } = await detail();
  expect(accepted).toEqual([
    { finding: warning.finding, reason: 'known since 2019', by: 'lead', at: expect.any(Number) },
  ]);
  await withdrawAcceptance(warning);
  expect((await detail()).accepted).toEqual([]);
  await expect(withdrawAcceptance(warning)).rejects.toMatchObject({ code: 'PNL-NOT-FOUND' });
  await signInAs('support');
  await expect(acceptFinding({ ...warning, reason: 'no' })).rejects.toMatchObject({ code: 'PNL-ROLE' });
  await expect(withdrawAcceptance(warning)).rejects.toMatchObject({ code: 'PNL-ROLE' });
});

test('who may not see values sees what was accepted all the same', async () => {
  const warning = await warningOf('COL-WIDENED');
  await acceptFinding({ ...warning, reason: 'known since 2019' });
  await signInAs('support');
  const { accepted, plan } = await detail();
  expect(plan.findings[warning.finding]?.params.sample).toBe('•••');
  expect(accepted).toMatchObject([{ finding: warning.finding, reason: 'known since 2019' }]);
});

test('it holds for as long as the finding says the same', async () => {
  await acceptFinding({ ...(await warningOf('COL-WIDENED')), reason: 'known since 2019' });
  const before = await warningOf('COL-WIDENED');
  await carry((await requestPreview(id)).runId);
  expect((await detail()).accepted).toHaveLength(1);
  await expect(acceptFinding({ ...before, reason: 'of a plan that is gone' })).rejects.toMatchObject({
    code: 'PNL-PLAN-CHANGED',
  });
  const db = new Database(source);
  db.exec(`INSERT INTO visits VALUES (4, 'Narva', 'later', 4)`);
  db.close();
  await carry((await requestPreview(id)).runId);
  expect((await detail()).accepted).toEqual([]);
});

test('blockers and notes are not to be accepted', async () => {
  const overrides: Overrides = { tables: { visits: { columns: { day: { type: 'date' } } } } };
  await carry((await editMigration({ id, options: { ...options, overrides } })).runId);
  const blocker = await warningOf('COL-MISFITS-STOP');
  await expect(acceptFinding({ ...blocker, reason: 'please' })).rejects.toMatchObject({
    code: 'PNL-NOT-ACCEPTABLE',
  });
  await expect(acceptFinding({ ...blocker, finding: 999, reason: 'nothing there' })).rejects.toMatchObject({
    code: 'PNL-NOT-FOUND',
  });
});

test('the report of a run says what was accepted, by whom and why', async () => {
  await signInAs('lead');
  await acceptFinding({ ...(await warningOf('COL-WIDENED')), reason: 'known since 2019' });
  await signInAs('admin');
  const { plan } = await detail();
  const started = await startRun({ migrationId: id, kind: 'dry', planHash: plan.hash, replace: false });
  const run = await getRun(await carry(started.id));
  expect(run?.report?.outcome).toBe('succeeded');
  expect(run?.report?.accepted).toEqual([
    {
      code: 'COL-WIDENED',
      object: 'visits.day',
      reason: 'known since 2019',
      by: 'lead',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    },
  ]);
});

test('the plan and the choices are there as files, for everybody', async () => {
  await database.prisma.migration.update({
    where: { id },
    data: { options: jsonValue(PlanOptions.parse({ overrides: dates })) },
  });
  await signInAs('support');
  expect(JSON.parse(await overridesFile(id))).toEqual(dates);
  const { text, runId } = await planSqlFile(id);
  expect(text).toContain('CREATE TABLE "public"."visits" (');
  expect(runId).toBe((await detail()).planRun.id);
  await expect(planSqlFile('nothing')).rejects.toMatchObject({ code: 'PNL-NOT-FOUND' });
});
