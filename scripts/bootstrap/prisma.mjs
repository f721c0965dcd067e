import path from 'node:path';
import { step } from './say.mjs';
import { hashOf, isFresh, mark } from './stamp.mjs';

/** Generates the client of the panel's own database when the schema or Prisma changed. */
export async function ensurePrismaClient(root, node) {
  const inputs = ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'];
  const hash = hashOf(root, inputs);
  const stamp = path.join(root, 'lib', 'store', 'generated', '.schema-hash');
  if (isFresh(stamp, hash)) return;
  const cli = path.join(root, 'node_modules', 'prisma', 'build', 'index.js');
  await step('Generating the database client', node, [cli, 'generate'], {
    cwd: root,
    // Generating needs no schema engine, but Prisma would download one unless it is told of a program.
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: node,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
  mark(stamp, hash);
}
