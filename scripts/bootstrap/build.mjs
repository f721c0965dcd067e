import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { step } from './say.mjs';
import { hashOf, isFresh, mark } from './stamp.mjs';

const FOLDERS = ['app', 'components', 'lib', 'messages', 'prisma/schema.prisma', 'public'];
const UNUSED = /\.test\.[cm]?[jt]sx?$|^lib\/(testing|store\/generated|cli|worker|sample|embedded)\/|\.md$/;
const OTHER_TOOLS = /^(vitest|playwright|prisma)\.config\.|^next-env\.d\.ts$/;

/** Builds the panel's pages when any of their inputs changed since the last build. */
export async function ensureBuild(root, node) {
  // Configuration and the files that Next looks for by name: next.config, proxy, instrumentation …
  const files = readdirSync(root).filter(
    (name) => /\.([cm]?[jt]s|json)$/.test(name) && !OTHER_TOOLS.test(name),
  );
  const hash = hashOf(root, [...FOLDERS, ...files.sort()], (file) => !UNUSED.test(file));
  const stamp = path.join(root, '.next', 'howdah-build');
  if (isFresh(stamp, hash)) return;
  if (existsSync(stamp)) rmSync(stamp);
  const cli = path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  await step('Building the pages (next build)', node, [cli, 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  mark(stamp, hash);
}
