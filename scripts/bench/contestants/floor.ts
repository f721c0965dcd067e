/** The floor: COPY of text that lay ready, then keys, indexes, foreign keys and ANALYZE, one after another. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoted } from '../model.ts';
import { withoutPassword } from './connection.ts';
import type { Contestant, Job } from './contestant.ts';
import { onPath } from './on-path.ts';

const OWN_FEED = join(import.meta.dirname, '../programs/feed.ts');

export const floor: Contestant = {
  name: 'floor',
  label: onPath('psql')
    ? 'the floor: psql \\copy of ready-made text + constraints'
    : 'the floor: our own COPY feed of ready-made text + constraints (no psql here)',
  missing: async () => null,
  command: (job) => (onPath('psql') ? byPsql(job) : byFeed(job)),
};

function byPsql({ model, server, database, folder }: Job) {
  const script = join(folder, 'floor.sql');
  const copies = model.tables.map(({ name, text }) => `\\copy ${quoted(name)} from '${text}'`);
  const lines = [
    ...model.tables.map(({ sql }) => `${sql};`),
    ...copies,
    ...model.constraints.map((sql) => `${sql};`),
  ];
  writeFileSync(script, `${lines.join('\n')}\n`);
  const { url, env } = withoutPassword(server.url(database));
  return { program: 'psql', args: ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', script, url], env };
}

function byFeed({ model, server, database, folder }: Job) {
  const file = join(folder, 'model.json');
  writeFileSync(file, JSON.stringify(model));
  const { url, env } = withoutPassword(server.url(database));
  return { program: process.execPath, args: [OWN_FEED, file, url], env };
}
