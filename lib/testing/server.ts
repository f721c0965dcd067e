/** The PostgreSQL server of the tests: one for a whole test run, fast rather than safe, gone afterwards. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type EmbeddedPostgres, removeCluster, startPostgres } from '../embedded/postgres.ts';
import { binariesOfMajor } from './majors.ts';

export interface TestServer {
  url: string;
  remove(): Promise<void>;
}

export async function startTestServer(major = process.env.TEST_POSTGRES ?? '18'): Promise<TestServer> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'howdah-test-'));
  await chmod(home, 0o711);
  const dataDir = path.join(home, 'postgres');
  const server: EmbeddedPostgres = await startPostgres({
    dataDir,
    password: 'test',
    fsync: false,
    binaries: await binariesOfMajor(major),
    settings: { max_connections: '300' },
  });
  return {
    url: server.url(),
    remove: async () => {
      await server.stop();
      await removeCluster(dataDir);
      await rm(home, { recursive: true });
    },
  };
}
