/** The tour ticks by what was really done, for each person by themselves, and changes nothing but its own sample. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { CurrentSession } from '../auth/current.ts';
import { initialRunState } from '../engine/events.ts';
import { parseTarget } from '../engine/target/config.ts';
import { PlanOptions } from '../engine/types.ts';
import { replacePanel } from '../panel.ts';
import { writeAudit } from '../store/audit.ts';
import { newId } from '../store/ids.ts';
import { jsonValue } from '../store/json.ts';
import { ownerOf, Secrets } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase, someUser } from '../store/testing.ts';
import { testDatabase } from '../testing/database.ts';
import type { Role } from './dto/person.ts';
import { TOUR_STEPS } from './dto/tour.ts';
import { changeSample, choicesIn, getTour, setTour, tourOffer } from './tour.ts';

const who = vi.hoisted(() => ({ session: null as CurrentSession | null }));
vi.mock('../auth/current.ts', () => ({ currentSession: async () => who.session }));

const secrets = new Secrets(Buffer.alloc(32, 1));
let database: PanelDatabase;
let target: Awaited<ReturnType<typeof testDatabase>>;
let ends: { sourceId: string; targetId: string };

beforeAll(async () => {
  database = await panelDatabase();
  target = await testDatabase();
  replacePanel({ database, secrets, jobs: { send: async () => {}, close: async () => {} } });
});
afterAll(async () => {
  replacePanel(undefined);
  await database.drop();
  await target.drop();
});
beforeEach(async () => {
  const { prisma } = database;
  await prisma.source.updateMany({ data: { removedAt: new Date() } });
  await prisma.target.updateMany({ data: { removedAt: new Date() } });
  const source = await prisma.source.create({
    data: { id: newId(), name: 'Harbour', kind: 'sample', path: '/samples/harbour.db', tour: true },
  });
  const { password, ...place } = parseTarget(target.url);
  const targetId = newId();
  await prisma.target.create({
    data: {
      ...place,
      id: targetId,
      name: 'sample',
      schema: 'public',
      password: secrets.seal(password, ownerOf(targetId)),
      sample: true,
    },
  });
  ends = { sourceId: source.id, targetId };
  await signInAs('admin');
});

async function signInAs(role: Role) {
  const { id, email, name } = await someUser(database.prisma, role);
  who.session = { id: 'x', user: { id, email, name, role, locale: null, theme: 'system' } };
  return id;
}

const me = () => who.session?.user.id ?? '';
const done = async () => TOUR_STEPS.filter((step) => tour(step));
let state: Awaited<ReturnType<typeof getTour>> = null;
const tour = (step: (typeof TOUR_STEPS)[number]) => state?.done[step] ?? false;
async function look() {
  state = await getTour();
  return done();
}

const OVERRIDES = { tables: { loyalty_cards: { columns: { points: { misfits: 'quarantine' } } } } } as const;

async function migration(overrides: object = {}) {
  const options = jsonValue(PlanOptions.parse({ overrides }));
  return database.prisma.migration.create({
    data: { id: newId(), name: 'tour', ...ends, options, createdById: me() },
  });
}

async function run(migrationId: string, kind: 'plan' | 'dry' | 'full' | 'verify', more: object = {}) {
  const cutOver = kind === 'full' ? { cutOverAt: new Date(), plan: PLAN } : {};
  return database.prisma.run.create({
    data: {
      id: newId().slice(0, 10).toLowerCase(),
      migrationId,
      kind,
      status: 'succeeded',
      options: {},
      state: jsonValue(initialRunState(kind)),
      ...cutOver,
      ...more,
    },
  });
}
const PLAN = {
  target: { schema: 'Öffentlich' },
  tables: [
    {
      source: 'services',
      target: 'Services',
      columns: [
        { source: 'id', target: 'ID' },
        { source: 'price', target: 'Price' },
      ],
    },
  ],
};

test('each step ticks by what was done, and by nothing else', async () => {
  const { prisma } = database;
  expect(await look()).toEqual([]);
  await prisma.probe.create({
    data: { id: newId(), kind: 'source', state: 'done', sourceId: ends.sourceId, byId: me() },
  });
  expect(await look()).toEqual(['source']);
  const { id } = await migration(OVERRIDES);
  expect(await look()).toEqual(['source']);
  await run(id, 'plan');
  expect(await look()).toEqual(['source', 'preview']);
  expect(state?.decided).toBe(1);
  const overrides = { ...OVERRIDES, orphans: 'quarantine' };
  await prisma.migration.update({
    where: { id },
    data: { options: jsonValue(PlanOptions.parse({ overrides })) },
  });
  expect(await look()).toEqual(['source', 'preview', 'decide']);
  await run(id, 'dry', { status: 'failed' });
  expect(await look()).toEqual(['source', 'preview', 'decide']);
  await run(id, 'dry');
  const full = await run(id, 'full');
  expect(await look()).toEqual(['source', 'preview', 'decide', 'dry', 'migrate']);
  // A comparison before the change, and one that found nothing, are not the one meant.
  await run(id, 'verify', { differences: 1, queuedAt: new Date(Date.now() - 60_000) });
  await writeAudit(prisma, {
    action: 'sample.change',
    subject: full.id,
    outcome: 'done',
    userId: me(),
    address: '',
  });
  await run(id, 'verify', { differences: 0, queuedAt: new Date(Date.now() + 1000) });
  expect((await look()).at(-1)).toBe('change');
  const found = await run(id, 'verify', { differences: 1, queuedAt: new Date(Date.now() + 1000) });
  expect((await look()).at(-1)).toBe('verify');
  expect(state?.verifyId).toBe(found.id);
  await prisma.run.update({ where: { id: full.id }, data: { status: 'rolled-back' } });
  expect(await look()).toEqual([...TOUR_STEPS]);
});

test('what another admin did ticks nothing; put away by one it stays with the other', async () => {
  const { id } = await migration();
  await run(id, 'plan');
  const [first] = [who.session];
  await signInAs('admin');
  expect(await look()).toEqual([]);
  await setTour(false);
  expect(await getTour()).toBeNull();
  expect(await tourOffer()).toBe('closed');
  who.session = first ?? null;
  expect(await look()).toEqual(['source', 'preview']);
  await signInAs('admin');
  expect(await tourOffer()).toBe('open');
});

test('who may not migrate, and installations without the sample, are offered none', async () => {
  for (const role of ['lead', 'support'] as const) {
    await signInAs(role);
    expect(await getTour()).toBeNull();
    expect(await tourOffer()).toBe('none');
  }
  await signInAs('admin');
  await database.prisma.source.update({ where: { id: ends.sourceId }, data: { removedAt: new Date() } });
  expect(await tourOffer()).toBe('none');
});

test('one price of the run’s own table is changed, under whatever names; of nothing else', async () => {
  const { prisma } = database;
  const client = new pg.Client(target.url);
  await client.connect();
  await client.query(
    'CREATE SCHEMA "Öffentlich"; CREATE TABLE "Öffentlich"."Services" ("ID" int, "Price" numeric)',
  );
  await client.query('INSERT INTO "Öffentlich"."Services" VALUES (1, 10.5), (2, 20)');
  const prices = async () =>
    (
      await client.query<{ Price: string }>('SELECT "Price" FROM "Öffentlich"."Services" ORDER BY "ID"')
    ).rows.map((row) => row.Price);
  const { id: migrationId } = await migration();
  const { id } = await run(migrationId, 'full');
  expect(await changeSample(id)).toEqual({ table: 'Services', column: 'Price', key: 'ID = 1' });
  expect(await prices()).toEqual(['11.5', '20']);

  const refused = { code: 'PNL-NO-SAMPLE' };
  const only = (where: 'source' | 'target', data: object) =>
    where === 'source'
      ? prisma.source.update({ where: { id: ends.sourceId }, data })
      : prisma.target.update({ where: { id: ends.targetId }, data });
  await only('source', { tour: false });
  await expect(changeSample(id)).rejects.toMatchObject(refused);
  await only('source', { tour: true });
  await only('target', { sample: false });
  await expect(changeSample(id)).rejects.toMatchObject(refused);
  await only('target', { sample: true });
  await prisma.run.update({ where: { id }, data: { status: 'rolled-back' } });
  await expect(changeSample(id)).rejects.toMatchObject(refused);
  await signInAs('lead');
  await expect(changeSample(id)).rejects.toMatchObject({ code: 'PNL-ROLE' });
  expect(await prices()).toEqual(['11.5', '20']);
  await client.end();
});

test('choices are counted wherever they stand', () => {
  expect(choicesIn({})).toBe(0);
  expect(
    choicesIn({ names: 'snake', tables: { a: { exclude: true, columns: { b: { default: null } } } } }),
  ).toBe(3);
});
