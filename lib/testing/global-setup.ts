import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startTestServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's connection string to the server of this test run. */
    postgresUrl: string;
  }
}

/** Run by vitest once before all test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Every run of the engine starts threads, and most of what a thread costs is compiling its modules.
  process.env.NODE_COMPILE_CACHE ??= path.join(import.meta.dirname, '../../.cache/compile');
  const server = await startTestServer();
  project.provide('postgresUrl', server.url);
  return server.remove;
}
