/** Who may import whom. A file belongs to the first layer one of whose paths it begins with. */

export interface Layer {
  name: string;
  /** Beginnings of paths from the project's folder. */
  files: string[];
  /** Layers it may import besides itself. */
  layers: string[];
  /** Packages it may import, `node:` standing for all of Node's own; null for any. */
  packages: string[] | null;
}

export const LAYERS: Layer[] = [
  {
    // Vocabulary, schemas and pure functions: what a browser gets to see.
    name: 'browser-safe',
    files: [
      'lib/engine/epochs.ts',
      'lib/engine/overrides.ts',
      'lib/engine/types.ts',
      'lib/engine/events.ts',
      'lib/engine/waiting.ts',
      'lib/engine/errors.ts',
      'lib/engine/plan/ddl.ts',
      'lib/data/dto/',
      'lib/data/inputs.ts',
      'lib/data/action-types.ts',
    ],
    layers: [],
    packages: ['zod'],
  },
  {
    name: 'engine',
    files: ['lib/engine/'],
    layers: ['browser-safe'],
    packages: ['node:', 'better-sqlite3', 'pg', 'pg-copy-streams', 'zod'],
  },
  {
    name: 'config',
    files: ['lib/config.', 'lib/log.', 'lib/version.'],
    layers: [],
    packages: ['node:', 'zod', 'pino'],
  },
  { name: 'i18n', files: ['lib/i18n/', 'messages/'], layers: ['browser-safe'], packages: null },
  {
    name: 'store',
    files: ['lib/store/'],
    layers: ['browser-safe', 'engine'],
    packages: ['node:', '@prisma/', 'pg', 'zod'],
  },
  { name: 'jobs', files: ['lib/jobs.ts'], layers: ['store', 'config'], packages: ['node:', 'pg-boss', 'pg'] },
  {
    name: 'panel',
    files: ['lib/panel.ts', 'lib/web/run-hub.'],
    layers: ['store', 'config', 'jobs'],
    packages: null,
  },
  {
    name: 'auth',
    files: ['lib/auth.ts', 'lib/auth/'],
    layers: ['browser-safe', 'store', 'config', 'panel'],
    packages: null,
  },
  {
    name: 'data',
    files: ['lib/data/'],
    layers: ['browser-safe', 'engine', 'store', 'auth', 'config', 'panel', 'jobs'],
    packages: null,
  },
  {
    // What stands between a request and the data: the wrapper of actions, of routes, of streams.
    name: 'web',
    files: ['lib/web/', 'lib/actions', 'lib/sse', 'lib/metrics'],
    layers: ['browser-safe', 'store', 'auth', 'data', 'config', 'panel'],
    packages: null,
  },
  {
    name: 'worker',
    files: ['lib/worker/'],
    layers: ['browser-safe', 'engine', 'store', 'config', 'jobs'],
    packages: ['node:', 'pg', 'pg-boss', 'pino', 'zod'],
  },
  {
    name: 'cli',
    files: ['lib/cli/'],
    layers: ['browser-safe', 'engine'],
    packages: ['node:', 'commander', 'zod'],
  },
  { name: 'sample', files: ['lib/sample/'], layers: [], packages: ['node:', 'better-sqlite3', 'commander'] },
  { name: 'embedded', files: ['lib/embedded/'], layers: [], packages: ['node:', 'pg'] },
  { name: 'testing', files: ['lib/testing/'], layers: ['embedded'], packages: null },
  { name: 'components', files: ['components/'], layers: ['browser-safe', 'i18n'], packages: null },
  {
    name: 'app',
    files: ['app/', 'proxy.ts', 'instrumentation.ts', 'next.config.', 'postcss.config.'],
    layers: ['browser-safe', 'i18n', 'config', 'auth', 'data', 'web', 'panel', 'components'],
    packages: null,
  },
  {
    name: 'scripts',
    files: ['scripts/', 'e2e/', 'vitest.config.', 'playwright.config.', 'prisma.config.'],
    layers: ['browser-safe', 'config', 'store', 'auth', 'sample', 'embedded', 'testing'],
    packages: null,
  },
];

/** Tests, and what only they use, may reach for anything that stands below the pages. */
export const TEST_FILES = /\.test\.tsx?$|(^|\/)testing(\.ts$|\/)/;
