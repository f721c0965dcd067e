import { log } from '../log.ts';

/** A worker looks for waiting rows by itself: a job that could not be sent only takes longer. */
export async function wake(send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (err) {
    log().warn({ err }, 'job not sent; a worker will find it');
  }
}
