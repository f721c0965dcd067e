/** `sqlite3 | psql \copy`, a pipe a table, then the same constraints. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoted } from '../model.ts';
import { withoutPassword } from './connection.ts';
import type { Contestant } from './contestant.ts';
import { needs } from './on-path.ts';

export const sqlitePipe: Contestant = {
  name: 'sqlite-pipe',
  label: 'sqlite3 | psql \\copy, a pipe a table, + constraints',
  missing: async () => needs('sqlite3', 'psql'),
  command: ({ source, model, server, database, folder }) => {
    const { url, env } = withoutPassword(server.url(database));
    const sql = (name: string, lines: string[]) => {
      const file = join(folder, name);
      writeFileSync(file, lines.map((line) => `${line};\n`).join(''));
      return file;
    };
    const tables = sql(
      'tables.sql',
      model.tables.map((table) => table.sql),
    );
    const constraints = sql('constraints.sql', model.constraints);
    const pipes = model.tables.map(({ name, columns }) => {
      // CSV cannot carry bytes; everything else goes as SQLite writes it.
      const values = columns.map((column) =>
        column.type === 'bytea' ? `'\\x' || hex(${quoted(column.name)})` : quoted(column.name),
      );
      const query = `SELECT ${values.join(', ')} FROM ${quoted(name)}`;
      const copy = `\\copy ${quoted(name)} from stdin (format csv, null '\\N')`;
      return `sqlite3 -readonly -csv -newline "$NEWLINE" -nullvalue '\\N' "$SOURCE" ${word(query)} | psql -X -q -c ${word(copy)} "$TARGET"`;
    });
    const script = join(folder, 'pipes.sh');
    const psql = (file: string) => `psql -X -q -v ON_ERROR_STOP=1 -f ${word(file)} "$TARGET"`;
    writeFileSync(script, `set -e\n${[psql(tables), ...pipes, psql(constraints)].join('\n')}\n`);
    return {
      program: '/bin/sh',
      args: [script],
      env: { ...env, SOURCE: source.path, TARGET: url, NEWLINE: '\n' },
    };
  },
};

function word(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
