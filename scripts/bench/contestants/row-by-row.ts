/** The script that most people write: read a row, INSERT it, one transaction a table; then indexes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutPassword } from './connection.ts';
import type { Contestant } from './contestant.ts';

const PROGRAM = join(import.meta.dirname, '../programs/insert-rows.ts');

export const rowByRow: Contestant = {
  name: 'row-by-row',
  label: 'a script with one INSERT a row, + constraints',
  small: true,
  missing: async () => null,
  command: ({ small, model, server, database, folder }) => {
    const file = join(folder, 'model.json');
    writeFileSync(file, JSON.stringify(model));
    const { url, env } = withoutPassword(server.url(database));
    return { program: process.execPath, args: [PROGRAM, small.path, file, url], env };
  },
};
