/** What the web process does beside answering: say that it lives, and end in order. */
import { noteSocketAddresses } from '../auth/address.ts';
import { log } from '../log.ts';
import { HOST, openedPanel, panel } from '../panel.ts';
import { closeStreams } from '../sse.ts';
import { newId } from '../store/ids.ts';
import { checkSecrets } from '../store/secrets.ts';
import { heartbeat, poolFigures, signOff } from '../store/workers.ts';
import { closeRunHub } from './run-hub.ts';

const HEARTBEAT_MS = 3_000;

export async function startWebProcess(): Promise<void> {
  noteSocketAddresses();
  const { database, secrets } = panel();
  await checkSecrets(database.prisma, secrets).catch((err) => log().error({ err }, 'secrets do not open'));
  const id = newId();
  const self = { id, role: 'web' as const, host: HOST, pid: process.pid };
  const beat = () =>
    heartbeat(database.prisma, self, [poolFigures('web', database.pool)]).catch((err) =>
      log().warn({ err }, 'heartbeat failed'),
    );
  await beat();
  const timer = setInterval(() => void beat(), HEARTBEAT_MS);
  timer.unref();
  const stop = async () => {
    clearInterval(timer);
    closeStreams();
    await closeRunHub();
    await signOff(database.prisma, id).catch(() => {});
    await openedPanel()?.jobs.close();
  };
  // Next waits for open responses before it ends the process: streams would keep it waiting.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}
