/** pgloader, with what it does by default: tables, rows, indexes, keys, foreign keys, sequences. It compares nothing. */

import { withoutPassword } from './connection.ts';
import type { Contestant } from './contestant.ts';
import { needs } from './on-path.ts';

export const pgloader: Contestant = {
  name: 'pgloader',
  label: 'pgloader',
  missing: async () => needs('pgloader'),
  command: ({ source, server, database, folder }) => {
    const { url, env } = withoutPassword(server.url(database));
    // It keeps logs and rejected rows in a folder that all its runs share unless told otherwise.
    const args = ['--root-dir', folder, `sqlite://${source.path}`, url.replace(/^postgres(ql)?:/, 'pgsql:')];
    return { program: 'pgloader', args, env };
  },
};
