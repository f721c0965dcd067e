/** docs/permissions.md from the code: each way in, and what comes of it for each role. */
import path from 'node:path';
import { may, PERMISSIONS } from '../../lib/auth/permissions.ts';
import { RoleInput } from '../../lib/data/inputs.ts';
import { OPEN } from './open.ts';
import { type Entry, scan } from './scan.ts';

export const ROOT = path.join(import.meta.dirname, '..', '..');
export const MATRIX = path.join(ROOT, 'docs', 'permissions.md');
export const ROLES = RoleInput.options;

const HEADS = {
  page: ['Pages', 'A page that is not for a role says so and shows nothing else; nobody is led to sign-in.'],
  action: [
    'Actions',
    'What pages do. Each is refused by the server, whether or not there was a button for it.',
  ],
  route: ['Routes', 'Refused with 403 for a role and 401 for nobody.'],
} as const;

export function renderMatrix(): string {
  const entries = scan(ROOT);
  const closed = (['page', 'action', 'route'] as const).map((kind) =>
    section(
      kind,
      entries.filter((entry) => entry.kind === kind && entry.permission !== null),
    ),
  );
  const opened = entries
    .filter(({ permission }) => permission === null)
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
  return `# Who may do what

Written by \`npm run permissions\` from the code; a test compares it with the code and tries every cell of it. ✓ may, – is refused.
Every refusal stands in the audit, every change and every download too.

A request that changes something must come from a page of the panel (its \`Origin\`), whoever sends it.

${closed.join('\n')}
## Open to anybody

| what | what guards it |
|---|---|
${opened.map(({ name }) => `| \`${name}\` | ${OPEN[name]} |`).join('\n')}

## Values of rows

Without \`run.values\` samples, mismatches, keys and cells of rows in quarantine, and what PostgreSQL quotes of a row in an error are shown as \`•••\`
everywhere: pages, streams, reports, files. They are open to ${ROLES.filter((role) => may(role, 'run.values')).join(' and ')}.

| permission | ${ROLES.join(' | ')} |
|---|${ROLES.map(() => '---|').join('')}
${Object.keys(PERMISSIONS)
  .map((name) => `| \`${name}\` | ${ROLES.map((role) => mark(role, name)).join(' | ')} |`)
  .join('\n')}
`;
}

function section(kind: Entry['kind'], entries: Entry[]): string {
  const [title, text] = HEADS[kind];
  const rows = entries
    .sort((a, b) => place(a).localeCompare(place(b), 'en'))
    .map((entry) => {
      const answers = entry.answers ? ` (${entry.answers})` : '';
      const { permission } = entry;
      const marks = ROLES.map((role) => mark(role, permission ?? '')).join(' | ');
      return `| \`${entry.name}\`${answers} | ${marks} | – | \`${permission}\` |`;
    });
  return `## ${title}

${text}

| what | ${ROLES.join(' | ')} | nobody | permission |
|---|${ROLES.map(() => '---|').join('')}---|---|
${rows.join('\n')}
`;
}

/** Actions by file, then by name; routes by address rather than by method. */
function place({ kind, file, name }: Entry): string {
  return kind === 'action' ? `${file} ${name}` : (name.split(' ').at(-1) ?? '');
}

function mark(role: (typeof ROLES)[number], permission: string): string {
  return may(role, permission as keyof typeof PERMISSIONS) ? '✓' : '–';
}
