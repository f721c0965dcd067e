/**
 * Every way into the panel, found in its code: server actions, routes, pages. What cannot be told apart throws, so that
 * nothing new comes in unseen.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PERMISSIONS, type PermissionName } from '../../lib/auth/permissions.ts';
import { OPEN } from './open.ts';
import {
  callOf,
  callsOf,
  type Export,
  exportsOf,
  hasDirective,
  type Node,
  nameOf,
  parse,
  propertyOf,
  textOf,
  walk,
} from './syntax.ts';

export interface Entry {
  kind: 'action' | 'route' | 'page';
  /** `startRun`, `GET /api/runs/[id]/events`, `/runs/[id]`: once each. */
  name: string;
  file: string;
  /** What the code asks for; null where anybody may, as open.ts says. */
  permission: PermissionName | null;
  /** What the audit calls it, where that is not the permission's name. */
  audited?: string;
  /** Of routes: answers with events that do not end, or with a file. */
  answers: 'stream' | 'file' | null;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const SETTINGS = [
  'dynamic',
  'dynamicParams',
  'fetchCache',
  'maxDuration',
  'preferredRegion',
  'revalidate',
  'runtime',
];
/** Files of Next's that answer nothing by themselves, and our own. */
const OTHERS =
  /^(layout|loading|error|global-error|not-found)\.tsx$|^actions\.ts$|\.test\.tsx?$|\.(css|svg)$/;

/** @param root the checkout */
export function scan(root: string): Entry[] {
  const files = (pattern: string) => globSync(pattern, { cwd: root }).sort();
  const strange = files('{middleware,src/**/*,pages/**/*}*').filter((file) => /\.[jt]sx?$/.test(file));
  if (strange.length > 0) throw new Error(`${strange[0]} is a way in that is not looked at`);
  const code = files('{app,components,lib}/**/*.{ts,tsx}').filter((file) => !file.includes('/generated/'));
  const entries = code.flatMap((file) => entriesOf(file, readFileSync(path.join(root, file), 'utf8')));
  for (const file of files('app/**/*.*').filter((name) => /\.\w+$/.test(name))) {
    if (!/^(page\.tsx|route\.ts)$/.test(path.basename(file)) && !OTHERS.test(path.basename(file))) {
      throw new Error(`${file}: what Next makes of it is not known here`);
    }
  }
  const names = entries.map(({ kind, name }) => `${kind} ${name}`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new Error(`there are two of ${twice}`);
  const gone = Object.keys(OPEN).find((name) => !entries.some((entry) => entry.name === name));
  if (gone) throw new Error(`open.ts speaks of ${gone}, which is not there`);
  return entries;
}

/** What one file lets in. Throws for what it does not understand. */
export function entriesOf(file: string, text: string): Entry[] {
  const base = path.basename(file);
  if (/\.test\.tsx?$/.test(base)) return [];
  const isPage = file.startsWith('app/') && /^page\.[jt]sx?$/.test(base);
  const isRoute = file.startsWith('app/') && /^route\.[jt]sx?$/.test(base);
  if (!isPage && !isRoute && !text.includes('use server')) return [];
  const body = parse(file, text);
  if (hasDirective(body, 'use server')) return exportsOf(body).map((one) => actionOf(file, body, one));
  for (const node of walk(body)) {
    if (node.directive === 'use server') throw new Error(`${file}: an action inside of something else`);
  }
  if (isPage) return [pageOf(file, body)];
  if (isRoute) return exportsOf(body).flatMap((one) => routeOf(file, body, one));
  return [];
}

function actionOf(file: string, body: Node[], exported: Export | null): Entry {
  if (!exported) throw new Error(`${file}: an export that is not understood`);
  const { name, value } = exported;
  const call = callOf(value) ?? callOf(localValue(body, calledBy(value)));
  const entry = { kind: 'action', name, file, answers: null } as const;
  if (call?.callee === 'openAction') return { ...entry, permission: open(name, file) };
  const said = (property: string) =>
    call?.callee === 'action' ? textOf(propertyOf(call.args[0], property)) : null;
  const permission = known(said('permission'), `${file}: the action ${name}`);
  return { ...entry, permission, audited: said('name') ?? permission };
}

/** `async function a() { return b(…); }` stands for b, and does nothing else. */
function calledBy(value: Node | null): string | null {
  const statements = ((value?.body as Node | undefined)?.body as Node[] | undefined) ?? [];
  const [only] = statements;
  if (statements.length !== 1 || only?.type !== 'ReturnStatement') return null;
  return callOf(only.argument as Node)?.callee ?? null;
}

function localValue(body: Node[], name: string | null): Node | null {
  const declared = body.flatMap((one) =>
    one.type === 'VariableDeclaration' ? (one.declarations as Node[]) : [],
  );
  return (declared.find(({ id }) => name !== null && nameOf(id) === name)?.init as Node | undefined) ?? null;
}

function routeOf(file: string, body: Node[], exported: Export | null): Entry[] {
  if (!exported) throw new Error(`${file}: an export that is not understood`);
  const { name: method, value } = exported;
  if (SETTINGS.includes(method)) return [];
  if (!METHODS.includes(method)) throw new Error(`${file}: ${method} is no method`);
  const name = `${method} ${addressOf(file)}`;
  const call = callOf(value);
  const permission =
    call?.callee === 'route' ? known(textOf(call.args[0]), `${file}: ${method}`) : open(name, file);
  const has = (callee: string) => callsOf(body, callee).length > 0;
  const answers = has('sseResponse') ? 'stream' : has('attachment') ? 'file' : null;
  return [{ kind: 'route', name, file, permission, answers }];
}

function pageOf(file: string, body: Node[]): Entry {
  const name = addressOf(file);
  const entry = { kind: 'page', name, file, answers: null } as const;
  const asked = callsOf(body, 'pageFor');
  if (asked.length === 0) return { ...entry, permission: open(name, file) };
  if (asked.length > 1) throw new Error(`${file}: a page asks once`);
  return { ...entry, permission: known(textOf(asked[0]?.args[0]), `${file}: the page`) };
}

/** The address without the groups in brackets. */
function addressOf(file: string): string {
  const parts = path.dirname(file).split('/').slice(1);
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join('/')}`;
}

function known(permission: string | null, what: string): PermissionName {
  if (permission !== null && permission in PERMISSIONS) return permission as PermissionName;
  throw new Error(`${what} asks for no permission that there is, written out`);
}

function open(name: string, file: string): null {
  if (name in OPEN) return null;
  throw new Error(`${file}: ${name} asks for no permission, and open.ts does not say why`);
}
