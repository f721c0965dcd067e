/** The worker process: `node lib/worker/main.ts`. Ends on SIGTERM or SIGINT, leaving its runs resumable. */
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import { config } from '../config.ts';
import * as engine from '../engine/index.ts';
import { log as makeLog } from '../log.ts';
import { openDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { checkSecrets, Secrets } from '../store/secrets.ts';
import { startWorker } from './worker.ts';

const settings = config();
const log = makeLog();
const database = openDatabase(settings.databaseUrl, { max: 10, name: 'howdah worker' });
const secrets = new Secrets(settings.encryption.current, settings.encryption.previous);

try {
  const { renewed, unopened } = await checkSecrets(database.prisma, secrets);
  if (renewed > 0) log.info({ renewed }, 'secrets sealed with the current key');
  if (unopened.length > 0) log.error({ targets: unopened }, 'passwords that no key opens');
  mkdirSync(settings.data.snapshots, { recursive: true, mode: 0o700 });
  const worker = await startWorker({
    id: newId(),
    host: os.hostname(),
    database,
    secrets,
    engine,
    log,
    folders: { ...settings.data, sourceRoots: settings.sourceRoots },
    revertDays: settings.revertWindowDays,
    jobs: Math.max(2, Math.min(4, os.availableParallelism())),
  });
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, 'stopping');
      worker
        .stop()
        .then(() => database.close())
        .then(
          () => process.exit(0),
          (err) => {
            log.error({ err }, 'did not stop in order');
            process.exit(1);
          },
        );
    });
  }
} catch (err) {
  log.fatal(
    { err },
    err instanceof engine.MigrationError ? `${err.message} ${err.remedy}` : 'the worker did not start',
  );
  await database.close().catch(() => {});
  process.exit(1);
}
