import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { panelDatabase } from './testing.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

test('the migrations make exactly what the schema says, and Prisma counts them as applied', async () => {
  const database = await panelDatabase();
  const prisma = (...args: string[]) =>
    promisify(execFile)(
      process.execPath,
      [path.join(ROOT, 'node_modules', 'prisma', 'build', 'index.js'), ...args],
      {
        cwd: ROOT,
        env: {
          NODE_ENV: 'test',
          PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
          DATABASE_URL: database.connectionString,
          PRISMA_SCHEMA_ENGINE_BINARY: path.join(ROOT, 'scripts', 'prisma', 'schema-engine.mjs'),
          CHECKPOINT_DISABLE: '1',
        },
      },
    );
  try {
    const difference = ['--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code'];
    expect((await prisma('migrate', 'diff', ...difference)).stdout).toContain('No difference');
    expect((await prisma('migrate', 'status')).stdout).toContain('up to date');
  } finally {
    await database.drop();
  }
});
