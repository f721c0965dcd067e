import path from 'node:path';
import { expect, test } from 'vitest';
import { forbiddenImports, importCycles } from './check.ts';
import { parseFile, readProject } from './read.ts';

const project = readProject(path.join(import.meta.dirname, '..', '..'));

test('every import of the project goes where it may', () => {
  expect(forbiddenImports(project)).toEqual([]);
});

test('there are no circles', () => {
  expect(importCycles(project)).toEqual([]);
});

test('the whole project is looked at', () => {
  const paths = project.map((file) => file.path);
  expect(paths).toContain('lib/engine/types.ts');
  expect(paths).toContain('scripts/run.mjs');
  expect(project.find((file) => file.path === 'lib/config.ts')?.imports).toContain('zod');
});

test.each([
  ['lib/engine/run.ts', `import { openDatabase } from '../store/database.ts'`, 'engine may not import store'],
  ['lib/engine/run.ts', `import type { Config } from '../config.ts'`, 'engine may not import config'],
  ['lib/engine/run.ts', `export * from '../data/sources.ts'`, 'engine may not import data'],
  ['lib/engine/run.ts', `const x = await import('../store/ids.ts')`, 'engine may not import store'],
  ['lib/engine/run.ts', `import next from 'next'`, 'engine may import only'],
  ['lib/engine/run.ts', `import { PrismaClient } from '@prisma/client'`, 'engine may import only'],
  ['lib/engine/run.ts', `import fs from 'fs'`, 'write node:fs'],
  ['lib/engine/types.ts', `import pg from 'pg'`, 'browser-safe may import only zod'],
  ['lib/engine/events.ts', `import './run.ts'`, 'browser-safe may not import engine'],
  ['lib/worker/main.ts', `import { listRuns } from '../data/runs.ts'`, 'worker may not import data'],
  ['lib/cli/main.ts', `import '../store/run-store.ts'`, 'cli may not import store'],
  [
    'components/run-progress.tsx',
    `import pg from '../lib/engine/target/copy.ts'`,
    'components may not import engine',
  ],
  ['components/ui/button.tsx', `import '../../app/page.tsx'`, 'components may not import app'],
  ['lib/data/runs.test.ts', `import Page from '../../app/page.tsx'`, 'nothing imports app'],
  ['somewhere/else.ts', '', 'belongs to no layer'],
])('%s: %s is refused', (file, text, problem) => {
  expect(forbiddenImports([parseFile(file, text)])).toEqual([expect.stringContaining(problem)]);
});

test.each([
  [
    'lib/engine/run.ts',
    `import { readFile } from 'node:fs/promises'; import pg from 'pg'; import './types.ts'`,
  ],
  ['lib/store/run-store.ts', `import type { Plan } from '../engine/types.ts'`],
  ['components/run-progress.tsx', `import { reduceRun } from '../lib/engine/events.ts'; const a = <b>x</b>`],
  [
    'lib/engine/run.test.ts',
    `import { testDatabase } from '../testing/database.ts'; import fc from 'fast-check'`,
  ],
])('%s: %s is allowed', (file, text) => {
  expect(forbiddenImports([parseFile(file, text)])).toEqual([]);
});

test('a circle is found and told once', () => {
  const files = [
    parseFile('lib/a.ts', `import './b.ts'`),
    parseFile('lib/b.ts', `import type { C } from './c.ts'`),
    parseFile('lib/c.ts', `import './b.ts'; import 'node:fs'`),
  ];
  expect(importCycles(files)).toEqual([['lib/b.ts', 'lib/c.ts']]);
});
