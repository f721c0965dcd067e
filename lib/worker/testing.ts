/** For tests: a worker's context over a fresh panel database, with an engine put together by the test. */
import os from 'node:os';
import pino from 'pino';
import { newId } from '../store/ids.ts';
import { Secrets } from '../store/secrets.ts';
import type { PanelDatabase } from '../store/testing.ts';
import type { WorkerContext } from './context.ts';
import type { Engine } from './engine.ts';

export function workerContext(database: PanelDatabase, engine: Partial<Engine>): WorkerContext {
  const unexpected = (name: string) => () => Promise.reject(new Error(`${name} was not expected`));
  return {
    id: newId(),
    host: 'test',
    database,
    secrets: new Secrets(Buffer.alloc(32, 1)),
    engine: {
      runMigration: unexpected('runMigration'),
      rollbackRun: unexpected('rollbackRun'),
      rollbackPreview: unexpected('rollbackPreview'),
      finaliseRun: unexpected('finaliseRun'),
      finalisePreview: unexpected('finalisePreview'),
      listLeftovers: unexpected('listLeftovers'),
      removeLeftovers: unexpected('removeLeftovers'),
      putIn: unexpected('putIn'),
      tryColumns: unexpected('tryColumns'),
      probeSource: unexpected('probeSource'),
      probeTarget: unexpected('probeTarget'),
      serverStats: unexpected('serverStats'),
      ...engine,
    },
    log: pino({ level: 'silent' }),
    folders: { snapshots: os.tmpdir(), uploads: '/uploads', samples: '/samples', sourceRoots: ['/srv'] },
    revertDays: 7,
    jobs: 2,
  };
}
