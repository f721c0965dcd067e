/** Every cell of docs/permissions.md, really tried: each way in, found in the code, by each role and by nobody. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { NotForRole } from '../../components/shell/not-for-role.tsx';
import { AUDITED, may } from '../../lib/auth/permissions.ts';
import { openSession } from '../../lib/auth/sessions.ts';
import type { ActionResult } from '../../lib/data/action-types.ts';
import type { Role } from '../../lib/data/dto/person.ts';
import { replacePanel } from '../../lib/panel.ts';
import { Secrets } from '../../lib/store/secrets.ts';
import { type PanelDatabase, panelDatabase, someUser } from '../../lib/store/testing.ts';
import { MATRIX, ROLES, ROOT, renderMatrix } from './matrix.ts';
import { type Entry, scan } from './scan.ts';

/** Of whatever parts an address has. */
const NOTHING = Promise.resolve({ id: 'nothing', batch: 'nothing', name: 'nothing' });
const HERE = { host: 'panel.example.org', origin: 'https://panel.example.org' };
/** What the cookie of the one who asks carries, and the headers of the request. */
const asking = vi.hoisted(() => ({ sid: null as string | null, headers: {} as Record<string, string> }));
vi.mock('../../lib/auth.ts', () => ({
  auth: async () => (asking.sid ? { sid: asking.sid } : null),
  signIn: async () => {},
  signOut: async () => {},
  SignInRefused: class {},
  handlers: { GET: () => new Response(), POST: () => new Response() },
}));
vi.mock('next/headers', () => ({
  headers: async () => new Headers(asking.headers),
  cookies: async () => ({ set: () => {} }),
}));
vi.mock('next/cache', () => ({ revalidatePath: () => {} }));
vi.mock('next-intl/server', () => ({ getTranslations: async () => (key: string) => key }));

type Module = Record<string, (...args: never[]) => unknown>;
const entries = scan(ROOT);
const modules = new Map<string, Module>();
let database: PanelDatabase;
const people = new Map<Role, { id: string; sid: string }>();

beforeAll(async () => {
  database = await panelDatabase();
  process.env.DATABASE_URL = database.connectionString;
  process.env.APP_SECRET = 'x'.repeat(32);
  process.env.ENCRYPTION_KEY = '00'.repeat(32);
  replacePanel({
    database,
    secrets: new Secrets(Buffer.alloc(32, 1)),
    jobs: { send: async () => {}, close: async () => {} },
  });
  for (const file of new Set(entries.map((entry) => entry.file))) {
    modules.set(file, await import(path.join(ROOT, file)));
  }
});
afterAll(async () => {
  replacePanel(undefined);
  await database.drop();
});
beforeEach(() => {
  asking.sid = null;
  asking.headers = HERE;
});

/** A session of the real table; made anew where one was ended. */
async function signInAs(role: Role): Promise<string> {
  const { prisma } = database;
  const known = people.get(role);
  const id = known?.id ?? (await someUser(prisma, role)).id;
  const holds = known && (await prisma.session.count({ where: { id: known.sid } })) === 1;
  const sid = holds ? known.sid : await openSession(prisma, id, { address: '::1', userAgent: 'test' });
  people.set(role, { id, sid });
  asking.sid = sid;
  return id;
}

const of = (kind: Entry['kind'], open = false) =>
  entries
    .filter((entry) => entry.kind === kind && (entry.permission === null) === open)
    .map((entry) => [entry.name, entry] as const);
const allowed = ({ permission }: Entry) =>
  ROLES.filter((role) => permission !== null && may(role, permission));
const auditedAs = ({ audited, permission }: Entry) => audited ?? permission;
const refused = ({ permission }: Entry) =>
  ROLES.filter((role) => permission !== null && !may(role, permission));
const handlerOf = ({ file, kind, name }: Entry) => {
  const exported = kind === 'page' ? 'default' : kind === 'route' ? (name.split(' ')[0] ?? '') : name;
  const handler = modules.get(file)?.[exported];
  if (!handler) throw new Error(`${file} does not export ${exported}`);
  return handler as (...args: unknown[]) => unknown;
};
const lastRefusal = (where: object) =>
  database.prisma.auditEntry.findFirst({ where: { outcome: 'refused', ...where }, orderBy: { seq: 'desc' } });

test('docs/permissions.md says what the code says (if not: npm run permissions)', () => {
  expect(readFileSync(MATRIX, 'utf8')).toBe(renderMatrix());
});

test('what was found in the text is what the modules export', () => {
  for (const [file, module] of modules) {
    const here = entries.filter((entry) => entry.file === file);
    const functions = Object.keys(module).filter((name) => typeof module[name] === 'function');
    const expected = here.map(({ kind, name }) =>
      kind === 'page' ? 'default' : kind === 'route' ? name.split(' ')[0] : name,
    );
    expect(functions.filter((name) => name !== 'generateMetadata').sort()).toEqual(expected.sort());
  }
});

test('the audit knows every name that an action gives itself', () => {
  for (const entry of entries) if (entry.audited) expect(AUDITED).toContain(entry.audited);
});

describe.each(of('action'))('action %s', (name, entry) => {
  const call = (input: unknown = { id: 'x' }) => handlerOf(entry)(input) as Promise<ActionResult<unknown>>;

  test('nobody', async () => {
    expect(await call()).toMatchObject({ ok: false, error: { code: 'PNL-SIGN-IN' } });
    const refusal = await lastRefusal({ action: auditedAs(entry), code: 'PNL-SIGN-IN' });
    expect(refusal).toMatchObject({ userId: null });
  });

  test.each(refused(entry))('not %s', async (role) => {
    const userId = await signInAs(role);
    expect(await call()).toMatchObject({ ok: false, error: { code: 'PNL-ROLE' } });
    expect(await lastRefusal({ userId })).toMatchObject({ action: auditedAs(entry), code: 'PNL-ROLE' });
  });

  test.each(allowed(entry))('%s', async (role) => {
    await signInAs(role);
    const result = await call(name === 'signOut' ? undefined : { nonsense: true });
    expect(result.ok ? 'done' : result.error.code).toBe(name === 'signOut' ? 'done' : 'PNL-INPUT');
  });
});

describe.each([...of('action'), ...of('action', true)])('action %s', (_name, entry) => {
  test.each([
    ['another site', { ...HERE, origin: 'https://evil.example.org' }],
    ['no site at all', { host: HERE.host }],
    ['a frame without an origin', { ...HERE, origin: 'null' }],
  ])('not from %s, whoever is signed in', async (_from, headers) => {
    await signInAs('admin');
    asking.headers = headers;
    const result = await handlerOf(entry)({ id: 'x' });
    expect(result).toMatchObject({ ok: false, error: { code: 'PNL-ORIGIN' } });
  });
});

const callRoute = async (entry: Entry, headers: Record<string, string> = HERE) => {
  const request = new Request('https://panel.example.org/x', { method: entry.name.split(' ')[0], headers });
  const response = await handlerOf(entry)(request, { params: NOTHING });
  const { status, body } = response as Response;
  await body?.cancel();
  return status;
};

describe.each(of('route'))('route %s', (_name, entry) => {
  const call = () => callRoute(entry);

  test('nobody', async () => {
    expect(await call()).toBe(401);
    expect(await lastRefusal({ action: auditedAs(entry), code: 'PNL-SIGN-IN' })).toBeTruthy();
  });

  test.each(refused(entry))('not %s', async (role) => {
    const userId = await signInAs(role);
    expect(await call()).toBe(403);
    expect(await lastRefusal({ userId })).toMatchObject({ action: auditedAs(entry), code: 'PNL-ROLE' });
  });

  test.each(allowed(entry))('%s', async (role) => {
    await signInAs(role);
    expect([200, 404, 422]).toContain(await call());
  });
});

const changing = of('route').filter(([name]) => !name.startsWith('GET '));
test.each(changing)('route %s: not from another site, nor from none', async (_name, entry) => {
  const userId = await signInAs('admin');
  expect(await callRoute(entry, { ...HERE, origin: 'https://evil.example.org' })).toBe(403);
  expect(await lastRefusal({ userId })).toMatchObject({ action: auditedAs(entry), code: 'PNL-ORIGIN' });
  expect(await callRoute(entry, { host: HERE.host })).toBe(403);
});

describe.each(of('page'))('page %s', (_name, entry) => {
  const open = async () => {
    try {
      const element = await handlerOf(entry)({
        params: NOTHING,
        searchParams: Promise.resolve({}),
      });
      return (element as { type: unknown }).type === NotForRole ? 'not for this role' : 'shown';
    } catch (error) {
      const { digest } = error as { digest?: string };
      if (!digest) throw error;
      return digest.startsWith('NEXT_REDIRECT') ? digest.split(';')[2] : digest;
    }
  };

  test('nobody', async () => {
    expect(await open()).toBe('/sign-in');
  });

  test.each(refused(entry))('not %s', async (role) => {
    const userId = await signInAs(role);
    expect(await open()).toBe('not for this role');
    expect(await lastRefusal({ userId })).toMatchObject({ action: auditedAs(entry), code: 'PNL-ROLE' });
  });

  test.each(allowed(entry))('%s', async (role) => {
    await signInAs(role);
    expect(['shown', '/history', 'NEXT_HTTP_ERROR_FALLBACK;404']).toContain(await open());
  });
});

test('a session that was ended, is idle, or whose person was disabled opens nothing', async () => {
  const entry = entries.find(({ name }) => name === 'GET /api/runs/[id]/state');
  if (!entry) throw new Error('no such route');
  const status = () => callRoute(entry);
  const { prisma } = database;
  const id = await signInAs('lead');
  const session = { where: { id: asking.sid ?? '' } };
  expect(await status()).toBe(404);
  await prisma.session.update({ ...session, data: { seenAt: new Date(Date.now() - 9 * 3600_000) } });
  expect(await status()).toBe(401);
  await prisma.session.update({ ...session, data: { seenAt: new Date() } });
  await prisma.user.update({ where: { id }, data: { disabledAt: new Date() } });
  expect(await status()).toBe(401);
  await prisma.user.update({ where: { id }, data: { disabledAt: null, role: 'admin' } });
  expect(await status()).toBe(404);
  await prisma.session.delete(session);
  expect(await status()).toBe(401);
  people.delete('lead');
});

test('data access refuses by itself, without the wrapper', async () => {
  const { addTarget } = await import('../../lib/data/targets.ts');
  const { startRun } = await import('../../lib/data/runs.ts');
  const { rollbackRun } = await import('../../lib/data/rollbacks.ts');
  const { listAudit } = await import('../../lib/data/audit.ts');
  await signInAs('lead');
  const run = { migrationId: 'x', kind: 'full' as const, planHash: 'h', replace: false };
  await expect(startRun(run)).rejects.toMatchObject({ code: 'PNL-ROLE' });
  await expect(addTarget({ by: 'url', url: '', name: '', schema: '' })).rejects.toMatchObject({
    code: 'PNL-ROLE',
  });
  await expect(rollbackRun({ id: 'x', reason: 'why not', confirmation: '' })).rejects.toMatchObject({
    code: 'PNL-ROLE',
  });
  await signInAs('support');
  await expect(listAudit({})).rejects.toMatchObject({ code: 'PNL-ROLE' });
});
