/** A run that this worker holds: its lease kept, the wish to cancel or pause it noticed. */
import { Cancelled, Paused, Shutdown } from '../engine/stop-reasons.ts';
import type { PrismaClient } from '../store/database.ts';
import { LEASE_SECONDS, type Lease, renewLease } from '../store/lease.ts';

const RENEW_MS = 2_000;

export class HeldRun {
  readonly lease: Lease;
  readonly #db: PrismaClient;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #renewedAt = performance.now();

  constructor(db: PrismaClient, lease: Lease, renewMs = RENEW_MS) {
    this.#db = db;
    this.lease = lease;
    this.#timer = setInterval(() => void this.#renew(), renewMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Cancelled: clean up and end. Shutdown, Paused: leave everything for whoever goes on. The first reason stays. */
  stop(reason: Cancelled | Shutdown): void {
    if (!this.signal.aborted) this.#controller.abort(reason);
  }

  /** Reads what is wished of the run; called when told and with each renewal. */
  async look(): Promise<void> {
    const run = await this.#db.run.findUnique({
      where: { id: this.lease.runId },
      select: { cancelRequestedAt: true, pauseRequestedAt: true, pending: true },
    });
    if (run?.pending !== 'run') return;
    if (run.cancelRequestedAt) this.stop(new Cancelled('cancelled by a person'));
    else if (run.pauseRequestedAt) this.stop(new Paused('paused by a person'));
  }

  /** No more renewals. */
  close(): void {
    clearInterval(this.#timer);
  }

  /** Without a renewal within the lease, another worker may be at it already. */
  async #renew(): Promise<void> {
    const began = performance.now();
    try {
      if (await renewLease(this.#db, this.lease)) {
        this.#renewedAt = began;
        await this.look();
      } else this.stop(new Shutdown('the lease was lost'));
    } catch {
      if (performance.now() - this.#renewedAt > LEASE_SECONDS * 1000)
        this.stop(new Shutdown('the lease was lost'));
    }
  }
}
