/** Every server action and every route, found in the code, refuses nobody-at-all and the wrong roles. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PanelActions } from '../data/action-types.ts';
import type { Role } from '../data/dto.ts';
import { replacePanel } from '../panel.ts';
import { Secrets } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase, someUser } from '../store/testing.ts';
import type { CurrentSession } from './current.ts';

const who = vi.hoisted(() => ({ session: null as CurrentSession | null }));
vi.mock('./current.ts', () => ({ currentSession: async () => who.session }));
vi.mock('../auth.ts', () => ({
  signIn: async () => {},
  signOut: async () => {},
  SignInRefused: class {},
  handlers: { GET: () => new Response(), POST: () => new Response() },
}));
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ set: () => {} }),
}));
vi.mock('next/cache', () => ({ revalidatePath: () => {} }));

const ROOT = path.join(import.meta.dirname, '..', '..');
const ROLES: Role[] = ['admin', 'lead', 'support'];
const EVERYBODY = ROLES;

/** Written by hand, apart from the table that the code asks. */
const ACTIONS: Record<keyof PanelActions, Role[] | 'open'> = {
  signIn: 'open',
  setUp: 'open',
  setLocale: EVERYBODY,
  setTheme: EVERYBODY,
  signOut: EVERYBODY,
  changePassword: EVERYBODY,
  revokeSession: EVERYBODY,
  addSource: ['admin'],
  testSource: ['admin'],
  removeSource: ['admin'],
  browseFolder: ['admin'],
  scanFolder: ['admin'],
  addSources: ['admin'],
  addTarget: ['admin'],
  editTarget: ['admin'],
  testTarget: ['admin'],
  removeTarget: ['admin'],
  createMigration: ['admin'],
  editMigration: ['admin'],
  removeMigration: ['admin'],
  requestPreview: ['admin'],
  startRun: ['admin'],
  cancelRun: ['admin'],
  prepareRollback: ['admin', 'support'],
  rollbackRun: ['admin', 'support'],
  putInRows: ['admin'],
  createProject: ['admin'],
  editProject: ['admin'],
  changeMembers: ['admin'],
  removeProject: ['admin'],
  addSeveral: ['admin'],
  startBatch: ['admin'],
  retryBatch: ['admin'],
  cancelBatch: ['admin'],
  createUser: ['admin'],
  changeRole: ['admin'],
  resetPassword: ['admin'],
  disableUser: ['admin'],
};

const ROUTES: Record<string, Role[] | 'open'> = {
  'GET app/livez': 'open',
  'GET app/readyz': 'open',
  'GET app/metrics': 'open',
  'GET app/api/auth/[...nextauth]': 'open',
  'POST app/api/auth/[...nextauth]': 'open',
  'GET app/api/runs/[id]/events': EVERYBODY,
  'GET app/api/runs/[id]/state': EVERYBODY,
  'GET app/api/runs/[id]/report': EVERYBODY,
  'GET app/api/runs/[id]/quarantine': EVERYBODY,
  'GET app/api/batches/[id]/events': EVERYBODY,
  'GET app/api/batches/[id]/state': EVERYBODY,
  'GET app/api/overview/events': EVERYBODY,
  'GET app/api/probes/[id]': EVERYBODY,
  'POST app/api/sources/upload': ['admin'],
};

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const found = {
  actions: new Map<string, (input: unknown) => Promise<{ ok: boolean; error?: { code: string } }>>(),
  routes: new Map<string, (request: Request, context: object) => Promise<Response>>(),
};
let database: PanelDatabase;

beforeAll(async () => {
  database = await panelDatabase();
  replacePanel({
    database,
    secrets: new Secrets(Buffer.alloc(32, 1)),
    jobs: { send: async () => {}, close: async () => {} },
  });
  for (const file of globSync('app/**/{actions,route}.ts', { cwd: ROOT })) {
    const module = await import(path.join(ROOT, file));
    for (const [name, value] of Object.entries(module)) {
      if (file.endsWith('actions.ts')) found.actions.set(name, value as never);
      else if (METHODS.includes(name)) found.routes.set(`${name} ${path.dirname(file)}`, value as never);
    }
  }
});
afterAll(async () => {
  replacePanel(undefined);
  await database.drop();
});
beforeEach(() => {
  who.session = null;
});

async function signInAs(role: Role) {
  const { id, email, name } = await someUser(database.prisma, role);
  who.session = { id: 'session', user: { id, email, name, role, locale: null, theme: 'system' } };
}

test('the lists here are the actions and routes of the code', () => {
  expect([...found.actions.keys()].sort()).toEqual(Object.keys(ACTIONS).sort());
  expect([...found.routes.keys()].sort()).toEqual(Object.keys(ROUTES).sort());
});

describe.each(Object.entries(ACTIONS).filter(([, roles]) => roles !== 'open'))('%s', (name, roles) => {
  const call = (input: unknown) => found.actions.get(name)?.(input);

  test('refuses whoever is not signed in, and writes that down', async () => {
    expect(await call({ id: 'x' })).toMatchObject({ ok: false, error: { code: 'PNL-SIGN-IN' } });
    const entry = await database.prisma.auditEntry.findFirst({ orderBy: { id: 'desc' } });
    expect(entry).toMatchObject({ outcome: 'refused', code: 'PNL-SIGN-IN', userId: null });
  });

  test.each(ROLES.filter((role) => !roles.includes(role)))(
    'refuses %s, and writes that down',
    async (role) => {
      await signInAs(role);
      expect(await call({ id: 'x' })).toMatchObject({ ok: false, error: { code: 'PNL-ROLE' } });
      const entry = await database.prisma.auditEntry.findFirst({ orderBy: { id: 'desc' } });
      expect(entry).toMatchObject({ outcome: 'refused', code: 'PNL-ROLE', userId: who.session?.user.id });
    },
  );

  test.each(ROLES.filter((role) => roles.includes(role)))('lets %s past the door', async (role) => {
    await signInAs(role);
    const result = await call(name === 'signOut' ? undefined : { nonsense: true });
    const code = result?.error?.code ?? 'none';
    expect(['none', 'PNL-INPUT']).toContain(code);
  });
});

describe.each(Object.entries(ROUTES).filter(([, roles]) => roles !== 'open'))('%s', (name, roles) => {
  const call = () => {
    const request = new Request('http://localhost/x', { method: name.split(' ')[0] });
    return found.routes.get(name)?.(request, { params: Promise.resolve({ id: 'nothing' }) });
  };

  test('refuses whoever is not signed in', async () => {
    expect((await call())?.status).toBe(401);
  });

  test.each(ROLES.filter((role) => !roles.includes(role)))('refuses %s', async (role) => {
    await signInAs(role);
    expect((await call())?.status).toBe(403);
  });

  test.each(ROLES.filter((role) => roles.includes(role)))('lets %s past the door', async (role) => {
    await signInAs(role);
    const response = await call();
    await response?.body?.cancel();
    expect([200, 403, 404]).toContain(response?.status);
    if (response?.status === 403) expect(name).toBe('POST app/api/sources/upload');
  });
});

test('data access refuses by itself, without the wrapper', async () => {
  const { addTarget } = await import('../data/targets.ts');
  const { startRun } = await import('../data/runs.ts');
  const { rollbackRun } = await import('../data/rollbacks.ts');
  await signInAs('lead');
  const run = { migrationId: 'x', kind: 'full' as const, planHash: 'h', replace: false };
  await expect(startRun(run)).rejects.toMatchObject({ code: 'PNL-ROLE' });
  await expect(addTarget({ by: 'url', url: '', name: '', schema: '' })).rejects.toMatchObject({
    code: 'PNL-ROLE',
  });
  await expect(rollbackRun({ id: 'x', reason: 'why not', confirmation: '' })).rejects.toMatchObject({
    code: 'PNL-ROLE',
  });
});
