/** First-time setup, open while there is no user. Nobody can be signed in here. */
import { statfs } from 'node:fs/promises';
import type { z } from 'zod';
import type { Origin } from '../auth/sessions.ts';
import { type FirstAdmin, redeemSetupToken, setupIsOpen } from '../auth/setup-token.ts';
import { addressLimit, countAttempt } from '../auth/throttle.ts';
import { config } from '../config.ts';
import { panel } from '../panel.ts';
import { checkSecrets } from '../store/secrets.ts';
import { ALIVE_MS } from '../store/workers.ts';
import type { Setup } from './dto/setup.ts';
import { failure } from './failures.ts';
import type { SetupInput } from './inputs.ts';

const ROOM_BYTES = 1024 ** 3;

/** Says whether the machine is fit for it; once there is a user, nothing but that it is closed. */
export async function getSetup(): Promise<Setup> {
  const { prisma } = panel().database;
  if (!(await setupIsOpen(prisma))) return { open: false, checks: [] };
  return { open: true, checks: await machineChecks() };
}

async function machineChecks(): Promise<Setup['checks']> {
  const { database, secrets } = panel();
  const version = await database.pool.query<{ server_version: string }>('SHOW server_version');
  const worker = await database.prisma.worker.findFirst({
    where: { role: 'worker', heartbeatAt: { gte: new Date(Date.now() - ALIVE_MS) } },
  });
  const disk = await statfs(config().data.root).catch(() => null);
  const free = disk ? disk.bavail * disk.bsize : 0;
  const key = await checkSecrets(database.prisma, secrets).then(
    ({ unopened }) => unopened.length === 0,
    () => false,
  );
  return [
    { name: 'node', ok: true, detail: process.version },
    { name: 'database', ok: true, detail: `PostgreSQL ${version.rows[0]?.server_version ?? ''}` },
    { name: 'worker', ok: worker !== null, detail: worker ? `${worker.host}, ${worker.pid}` : '' },
    { name: 'disk', ok: free > ROOM_BYTES, detail: String(free) },
    { name: 'key', ok: key, detail: 'AES-256-GCM' },
  ];
}

/** Makes the first admin, once. Throws PNL-SETUP-CLOSED, PNL-SETUP-TOKEN or PNL-THROTTLED. */
export async function setUp(
  input: z.output<typeof SetupInput>,
  from: Origin,
): Promise<FirstAdmin & { id: string }> {
  const { prisma } = panel().database;
  if (!(await setupIsOpen(prisma))) throw failure('PNL-SETUP-CLOSED');
  const seconds = await countAttempt(prisma, [addressLimit(from.address)]);
  if (seconds > 0) throw failure('PNL-THROTTLED', { minutes: Math.ceil(seconds / 60) });
  const { token, email, name, password } = input;
  const id = await redeemSetupToken(prisma, token, { email, name, password });
  if (!id) throw failure('PNL-SETUP-TOKEN');
  return { id, email, name, password };
}
