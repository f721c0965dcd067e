import { expect, test } from 'vitest';
import { entriesOf } from './scan.ts';

const of = (file: string, text: string) =>
  entriesOf(file, text).map(({ name, permission, answers }) => [name, permission, answers]);

test('actions, routes and pages with what they ask for', () => {
  const actions = `'use server';
    export const startRun = action({ permission: 'run.start', input: I, handler: async () => 1 });
    const end = action({ permission: 'self.sign-out', input: I, handler });
    export async function signOut() { return end(undefined); }
    export const signIn = openAction({ name: null, input: I, handler });
    export type X = string;`;
  expect(of('app/(panel)/x/actions.ts', actions)).toEqual([
    ['startRun', 'run.start', null],
    ['signOut', 'self.sign-out', null],
    ['signIn', null, null],
  ]);
  const route = `export const dynamic = 'force-dynamic';
    export const GET = route<{ id: string }>('run.read', async () => sseResponse(r, w));
    export const POST = route('source.add', handler);`;
  expect(of('app/(panel)/api/runs/[id]/route.ts', route)).toEqual([
    ['GET /api/runs/[id]', 'run.read', 'stream'],
    ['POST /api/runs/[id]', 'source.add', 'stream'],
  ]);
  const page = `export default async function P() { const user = await pageFor('user.read'); return <p/>; }`;
  expect(of('app/(panel)/x/[id]/page.tsx', page)).toEqual([['/x/[id]', 'user.read', null]]);
  expect(of('lib/any.ts', 'export const a = 1;')).toEqual([]);
});

const server = `'use server';\n`;
test.each([
  ['an action of its own', 'app/a.ts', `${server}export async function a() { await drop(); }`],
  ['an action that does more', 'app/a.ts', `${server}export async function a() { drop(); return end(); }`],
  ['a permission that is made up', 'app/a.ts', `${server}export const a = action({ permission: 'x.y' });`],
  [
    'a permission that is computed',
    'app/a.ts',
    `${server}export const a = action({ permission: P, input });`,
  ],
  [
    'an open action that nobody explained',
    'app/a.ts',
    `${server}export const a = openAction({ name: 'a' });`,
  ],
  ['another file’s actions', 'app/a.ts', `${server}export * from './b.ts';`],
  ['another file’s action', 'app/a.ts', `${server}export { a } from './b.ts';`],
  ['an action inside a page', 'components/a.tsx', `export const a = async () => { 'use server'; };`],
  ['a route without a role', 'app/api/x/route.ts', 'export async function GET() {}'],
  ['a route of another wrapper', 'app/api/x/route.ts', `export const GET = other('run.read', h);`],
  ['a route’s unknown export', 'app/api/x/route.ts', 'export const get = 1;'],
  ['a page that does not ask', 'app/x/page.tsx', 'export default function P() { return null; }'],
  ['a page of JavaScript', 'app/x/page.jsx', 'export default function P() { return null; }'],
  ['a file that cannot be read', 'app/x/page.tsx', 'export default function ('],
])('%s is not let through', (_what, file, text) => {
  expect(() => entriesOf(file, text)).toThrow();
});
