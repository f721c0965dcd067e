import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { may } from '../lib/auth/permissions.ts';
import { panelFolder, startPanel, type TestPanel } from '../lib/testing/panel.ts';
import { ROOT } from '../scripts/permissions/matrix.ts';
import { scan } from '../scripts/permissions/scan.ts';
import {
  batchEnded,
  ended,
  ownSecrets,
  probed,
  query,
  SECRETS,
  serverOf,
  sourceWithValues,
  VALUE,
} from './canaries.ts';
import { actionReferences, type Seen, Visitor } from './visitor.ts';

/** As behind a proxy with TLS. */
const PUBLIC = 'https://panel.example.org';
const ROLES = ['admin', 'lead', 'support'] as const;
type Role = (typeof ROLES)[number];
/** Beside what the code has: addresses with the same things behind other filters are without end. */
const MOST_PAGES = 100;

test.describe.configure({ mode: 'serial' });
let panel: TestPanel;
let remove: () => Promise<void>;
let setupToken: string;
const visitors = {} as Record<Role | 'nobody', Visitor>;
const seen: Record<Role | 'nobody', Seen[]> = { admin: [], lead: [], support: [], nobody: [] };
const runs: string[] = [];
const probes: string[] = [];
const ids: Record<string, string> = {};

test.beforeAll(async () => {
  const folder = await panelFolder();
  remove = folder.remove;
  panel = await startPanel(folder.dataDir, {
    APP_URL: PUBLIC,
    APP_SECRET: SECRETS.appSecret,
    ENCRYPTION_KEY: SECRETS.encryptionKey,
    METRICS_TOKEN: SECRETS.metricsToken,
    LOG_LEVEL: 'trace',
  });
  setupToken = new URL(panel.setupUrl ?? '').searchParams.get('token') ?? '';
  for (const who of [...ROLES, 'nobody'] as const) visitors[who] = new Visitor(panel.url, PUBLIC);
});
test.afterAll(async () => {
  await panel?.stop();
  await remove?.();
});

const mail = (role: Role) => `${role}@example.org`;

test('people come in, by a new session each time, with cookies that only https carries', async () => {
  const { admin } = visitors;
  const first = { email: mail('admin'), name: 'Ada', password: SECRETS.admin };
  const { result } = await admin.act('setUp', { ...first, token: 'guess' });
  expect(result).toMatchObject({ ok: false, error: { code: 'PNL-SETUP-TOKEN' } });
  await admin.done('setUp', { ...first, token: setupToken });
  for (const role of ['lead', 'support'] as const) {
    await admin.done('createUser', { email: mail(role), name: role, role, password: SECRETS[role] });
    const wrong = await visitors[role].act('signIn', { email: mail(role), password: SECRETS.wrong });
    expect(wrong.result).toMatchObject({ ok: false, error: { code: 'PNL-CREDENTIALS' } });
    await visitors[role].done('signIn', { email: mail(role), password: SECRETS[role] });
  }
  const { state } = serverOf(panel.dataDir);
  const sessions = () => query(state, 'SELECT s.id, u.role FROM sessions s JOIN users u ON u.id = s.user_id');
  const before = await sessions();
  await visitors.lead.done('signIn', { email: mail('lead'), password: SECRETS.lead });
  const after = await sessions();
  expect(after).toHaveLength(before.length);
  expect(after.filter(({ role }) => role === 'lead')).not.toEqual(
    before.filter(({ role }) => role === 'lead'),
  );
  for (const set of ROLES.flatMap((role) => visitors[role].set)) {
    expect(set).toMatch(/; secure/i);
    expect(set).toMatch(/; samesite=lax/i);
    expect(set).toMatch(/; httponly/i);
  }
});

test('every action is refused to nobody, to other roles and to other sites, without its page', async () => {
  const { nobody, admin } = visitors;
  const found = scan(ROOT).filter(({ kind }) => kind === 'action');
  expect([...actionReferences().keys()].sort()).toEqual(found.map(({ name }) => name).sort());
  for (const { name, permission } of found) {
    const call = (visitor: Visitor, headers = {}) =>
      visitor.act(name as 'cancelRun', { id: 'none' }, headers);
    const evil = await call(admin, { origin: 'https://evil.example.org' });
    expect(evil.result?.ok ?? false, name).toBe(false);
    expect(evil.result?.ok === false ? evil.result.error.code : 'PNL-ORIGIN', name).toBe('PNL-ORIGIN');
    if (permission === null) continue;
    expect((await call(nobody)).result, name).toMatchObject({ error: { code: 'PNL-SIGN-IN' } });
    for (const role of ['lead', 'support'] as const) {
      if (may(role, permission)) continue;
      expect((await call(visitors[role])).result, name).toMatchObject({ error: { code: 'PNL-ROLE' } });
    }
  }
});

test('what has no form of an id is not there; an upload that is packed or no database leaves nothing', async () => {
  const { admin } = visitors;
  for (const address of [
    '/runs/%00',
    '/sources/%00',
    '/api/runs/%00/state',
    '/api/probes/..%2f..%2fx',
    '/history?source=%00',
  ]) {
    expect((await admin.see(address)).status, address).toBeLessThan(500);
  }
  expect((await admin.see('/api/runs/%00/state')).status).toBe(404);
  const upload = (headers: Record<string, string>) =>
    admin.see('/api/sources/upload?name=a.db', { method: 'POST', body: 'no database at all', headers });
  expect((await upload({ 'content-encoding': 'gzip' })).text).toContain('PNL-UPLOAD-ENCODED');
  expect((await upload({})).text).toContain('SRC-');
  expect((await upload({ origin: 'https://evil.example.org' })).status).toBe(403);
  expect(
    existsSync(path.join(panel.dataDir, 'uploads')) ? readdirSync(path.join(panel.dataDir, 'uploads')) : [],
  ).toEqual([]);
});

test('after signing in nobody is led out of the panel', async () => {
  for (const to of ['https://evil.example.org/', '//evil.example.org', '/\\evil.example.org']) {
    const response = await visitors.nobody.fetch(`/api/auth/signin?callbackUrl=${encodeURIComponent(to)}`);
    const location = new URL(response.headers.get('location') ?? '/', PUBLIC);
    expect(location.host).not.toContain('evil');
    for (const set of response.headers.getSetCookie()) {
      expect(decodeURIComponent(set)).not.toMatch(/callback-url=.*evil/);
    }
  }
});

test('work is done with all of it: targets that fail, runs that differ, keep rows out and are refused', async () => {
  const { admin, support } = visitors;
  const { sample, state } = serverOf(panel.dataDir);
  const place = new URL(sample);
  const fields = {
    by: 'fields',
    host: '127.0.0.1',
    database: 'howdah_sample',
    user: 'howdah_sample',
  } as const;
  const broken = [
    { ...fields, name: 'wrong password', port: Number(place.port), password: SECRETS.target, schema: 's1' },
    { ...fields, name: 'closed port', port: 1, password: SECRETS.target, schema: 's2' },
    { by: 'url', name: 'by url', url: `postgresql://u:${SECRETS.targetUrl}@nowhere.invalid/d?schema=s3` },
  ] as const;
  for (const input of broken) {
    const { probeId } = await admin.done('addTarget', input);
    probes.push(probeId);
    expect(await probed(admin, probeId)).toMatch(/TGT-/);
  }
  const unreadable = await admin.act('addTarget', {
    by: 'url',
    url: `postgresql://u:${SECRETS.targetUrl}@host:none/d`,
  });
  expect(unreadable.result).toMatchObject({ ok: false });
  seen.admin.push(unreadable.seen);

  const source = await admin.done('addSource', { path: sourceWithValues(panel), name: 'canary' });
  const [target] = await query(state, 'SELECT id FROM targets WHERE sample');
  probes.push(source.probeId);
  const misfits = {
    tables: { visits: { columns: { day: { type: 'date', misfits: 'quarantine' } } } },
  } as const;
  const run = async (migrationId: string, kind: 'full' | 'verify', plan: string) => {
    const { planHash } = await ended(admin, plan);
    const { id } = await admin.done('startRun', { migrationId, kind, planHash, replace: true });
    runs.push(id);
    return { id, status: (await ended(admin, id)).status };
  };
  const ends = { sourceId: source.id, targetId: String(target?.id), name: 'canary' };
  const made = await admin.done('createMigration', { ...ends, options: { overrides: misfits } });
  runs.push(made.runId);
  const full = await run(made.id, 'full', made.runId);
  expect(full.status).toBe('succeeded');
  await query(sample, `UPDATE visits SET place = '${VALUE} changed' WHERE id = 1`);
  expect((await run(made.id, 'verify', made.runId)).status).toBe('failed');

  // A row there has the code already, under another id: the error quotes it.
  await query(sample, `UPDATE codes SET id = 99`);
  const upsert = { match: 'upsert', tables: { visits: { exclude: true } } } as const;
  const other = await admin.done('createMigration', { ...ends, options: { overrides: upsert } });
  runs.push(other.runId);
  expect((await run(other.id, 'full', other.runId)).status).toBe('failed');
  const { probeId } = await support.done('prepareRollback', { id: full.id });
  await probed(support, probeId);
  probes.push(probeId);
  const confirmation = await support.act('rollbackRun', {
    id: full.id,
    reason: 'because',
    confirmation: 'x',
  });
  expect(confirmation.result).toMatchObject({ error: { code: 'PNL-CONFIRMATION' } });
  seen.support.push(confirmation.seen);
  const project = await admin.done('createProject', { name: 'canaries', note: '' });
  const entries = [{ sourceId: source.id, targetId: String(target?.id), schema: 'batched' }];
  const { batchId } = await admin.done('addSeveral', { projectId: project.id, entries });
  await batchEnded(admin, batchId ?? '');
  Object.assign(ids, { source: source.id, target: String(target?.id), migration: made.id });
  Object.assign(ids, { project: project.id, batch: batchId });
});

/** Every page and route that the code has, with ids that are there. */
function addresses(): { path: string; until?: string }[] {
  const things: Record<string, string[]> = {
    '/sources/[id]': [ids.source ?? ''],
    '/targets/[id]': [ids.target ?? ''],
    '/migrations/[id]': [ids.migration ?? ''],
    '/runs/[id]': runs,
    '/projects/[id]': [ids.project ?? ''],
    '/batches/[id]': [ids.batch ?? ''],
    '/api/probes/[id]': probes,
  };
  return scan(ROOT)
    .filter(({ kind, name }) => kind === 'page' || (name.startsWith('GET ') && !name.includes('nextauth')))
    .flatMap(({ name, answers }) => {
      const address = name.replace('GET ', '');
      const key = Object.keys(things).find(
        (one) => address.startsWith(one) || address.startsWith(`/api${one}`),
      );
      const paths = address.includes('[id]')
        ? (things[key ?? ''] ?? []).map((id) =>
            address
              .replace('[id]', id)
              .replace('[batch]', ids.batch ?? '')
              .replace('[name]', 'visits'),
          )
        : [address];
      expect(paths.length, address).toBeGreaterThan(0);
      const forms = answers === 'file' ? ['', '?format=csv', '?format=json'] : [''];
      const until = address.includes('/overview/') ? 'event: overview' : undefined;
      return paths.flatMap((path) => forms.map((form) => ({ path: path + form, until })));
    });
}

/** A page says itself what it leads to. */
function linksOf({ text }: Seen): string[] {
  return [...text.matchAll(/href="(\/[^"#]*)"/g)]
    .map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))
    .filter((href) => !/^\/(_next|icon)|\.(css|js|svg)/.test(href));
}

for (const who of [...ROLES, 'nobody'] as const) {
  test(`${who} looks at everything that there is`, async () => {
    const visitor = visitors[who];
    const todo = addresses();
    const most = todo.length + MOST_PAGES;
    const been = new Set<string>();
    todo.push(...['session', 'csrf', 'providers'].map((name) => ({ path: `/api/auth/${name}` })));
    for (const { path, until } of todo) {
      if (been.has(path) || been.size > most) continue;
      been.add(path);
      const page = await visitor.see(path, {}, until);
      seen[who].push(page);
      expect(page.status, path).toBeLessThan(500);
      if (!page.headers.get('content-type')?.includes('text/html')) continue;
      todo.push(...linksOf(page).map((href) => ({ path: href })));
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy, path).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
      expect(policy, path).toContain("frame-ancestors 'none'");
      const [, nonce] = /'nonce-([^']+)'/.exec(policy) ?? [];
      for (const [tag] of page.text.matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
      expect(page.text, path).not.toMatch(/<[^>]+\son(click|load|error)=/);
      expect(page.headers.get('strict-transport-security'), path).toMatch(/max-age=\d{8}/);
    }
    expect(been.size).toBeGreaterThan(25);
  });
}

const secrets = () => ({
  ...SECRETS,
  ...Object.fromEntries(
    Object.entries(ownSecrets(panel.dataDir)).map(([name, value]) => [`own ${name}`, value]),
  ),
  keyInHex: Buffer.from(SECRETS.encryptionKey, 'base64').toString('hex'),
  setupToken,
  ...Object.fromEntries(
    ROLES.flatMap((role) => visitors[role].sessionCookies.map((value, i) => [`cookie ${role} ${i}`, value])),
  ),
});

/** The names of the canaries that are in a text. */
let sessionIds: Record<string, string> = {};

const birdsIn = (text: string, birds: Record<string, string>) =>
  Object.entries(birds).flatMap(([name, value]) =>
    [value, encodeURIComponent(value), Buffer.from(value).toString('base64')].some((form) =>
      text.includes(form),
    )
      ? [name]
      : [],
  );

test('no secret is in any answer, nor what names a session', async () => {
  expect(birdsIn(`password=${encodeURIComponent(SECRETS.encryptionKey)}`, secrets())).toEqual([
    'encryptionKey',
  ]);
  const sessions = await query(serverOf(panel.dataDir).state, 'SELECT id FROM sessions');
  sessionIds = Object.fromEntries(sessions.map(({ id }, i) => [`session ${i}`, String(id)]));
  expect(sessions.length).toBeGreaterThanOrEqual(3);
  expect(Object.keys(secrets()).filter((name) => name.startsWith('cookie'))).toHaveLength(3);
  const birds = { ...secrets(), ...sessionIds };
  for (const [who, all] of Object.entries(seen)) {
    for (const { path, text } of all) expect(birdsIn(text, birds), `${who} ${path}`).toEqual([]);
  }
});

test('support and nobody see no value of a row, anywhere; those who may do see them', () => {
  for (const who of ['support', 'nobody'] as const) {
    const told = seen[who].flatMap(({ path, text }) => {
      const at = text.indexOf(VALUE);
      return at < 0 ? [] : [`${path}: ${text.slice(Math.max(0, at - 200), at + 60)}`];
    });
    expect(told, who).toEqual([]);
  }
  const places = seen.lead.filter(({ text }) => text.includes(VALUE)).map(({ path }) => path);
  const [plan, full, verify] = runs;
  for (const place of [
    `/migrations/${ids.migration}`,
    `/runs/${plan}`,
    `/runs/${verify}`,
    `/runs/${verify}/report`,
    `/runs/${verify}/tables/visits`,
    `/api/runs/${verify}/state`,
    `/api/runs/${verify}/events`,
    `/api/runs/${full}/quarantine?format=csv`,
    `/api/runs/${full}/quarantine?format=json`,
    `/api/runs/${full}/report?format=json`,
  ]) {
    expect(places).toContain(place);
  }
});

test('no secret is in a log, nor in the panel’s own database but closed or hashed', async () => {
  const { setupToken: token, ...birds } = secrets();
  const output = panel.output().replace(`/setup?token=${token}`, '');
  expect(birdsIn(output, { ...birds, ...sessionIds, token })).toEqual([]);
  expect(output).toContain('│');

  const { state } = serverOf(panel.dataDir);
  const tables = await query(
    state,
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  for (const { name } of tables) {
    const rows = await query(state, `SELECT to_jsonb(t.*)::text AS text FROM ${name} t`).catch(() =>
      query(state, `SELECT t.*::text AS text FROM ${name} t`),
    );
    expect(birdsIn(rows.map(({ text }) => text).join('\n'), { ...birds, token }), String(name)).toEqual([]);
  }
  const sealed = await query(state, `SELECT password FROM targets WHERE password IS NOT NULL`);
  expect(sealed.length).toBeGreaterThanOrEqual(4);
  for (const { password } of sealed) expect(password).toMatch(/^v1\.[0-9a-f]{8}\./);
  const jobs = await query(state, 'SELECT data FROM pgboss.job');
  expect(jobs.length).toBeGreaterThan(5);
  for (const { data } of jobs) if (data) expect(Object.keys(data)).toEqual(['id']);
});

test('all of it stands in the audit, whose chain is whole; support does not see it', async () => {
  const page = await visitors.lead.see('/audit');
  expect(page.text).toMatch(/Chain intact up to entry/);
  const file = await (await visitors.lead.fetch('/api/audit/export')).json();
  const actions = new Set((file as { action: string }[]).map(({ action }) => action));
  for (const action of ['run.start', 'run.ended', 'run.export', 'quarantine.export', 'session.sign-in']) {
    expect([...actions]).toContain(action);
  }
  const refused = (file as { outcome: string; code: string; email: string }[]).filter(
    ({ outcome, email }) => outcome === 'refused' && email === mail('support'),
  );
  expect(refused.length).toBeGreaterThan(10);
  expect((await visitors.support.see('/audit')).text).not.toContain('run.start');
});
