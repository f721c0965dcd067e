/** The engine's RunStore on the panel's database, for the worker that holds the run's lease. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunEvent, type RunState, reduceRun } from '../engine/events.ts';
import type { Artefacts, RunStore } from '../engine/store.ts';
import type { Plan, Report } from '../engine/types.ts';
import { RUN_CHANNEL } from './channels.ts';
import type { PrismaClient } from './database.ts';
import { jsonValue } from './json.ts';
import type { Lease } from './lease.ts';
import { quarantinedOf, runColumns } from './run-columns.ts';

const ATTEMPTS = 10;
const PAUSE_MS = 500;

/** Another worker holds the run now: whoever gets this must stop and change nothing more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  constructor(runId: string) {
    super(`The lease of run ${runId} was lost to another worker.`);
  }
}

export class PrismaRunStore implements RunStore {
  readonly #db: PrismaClient;
  readonly #lease: Lease;
  /** As of our last append: nobody else writes while the lease is ours. */
  #known: { state: RunState; seq: number } | null = null;
  /** Appends go one after another, in the order they were called. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(db: PrismaClient, lease: Lease) {
    this.#db = db;
    this.#lease = lease;
  }

  append(runId: string, events: RunEvent[]): Promise<void> {
    const next = this.#last.then(() => this.#append(runId, events));
    this.#last = next.catch(() => {});
    return next;
  }

  async save(runId: string, artefacts: Artefacts): Promise<void> {
    const data = {
      ...(artefacts.snapshotPath === undefined ? {} : { snapshotPath: artefacts.snapshotPath }),
      ...(artefacts.plan === undefined ? {} : { plan: jsonValue(artefacts.plan) }),
      ...(artefacts.report === undefined
        ? {}
        : { report: jsonValue(artefacts.report), quarantined: quarantinedOf(artefacts.report) }),
    };
    await this.#withRetries(async () => {
      const { count } = await this.#db.run.updateMany({ where: this.#held(runId), data });
      if (count === 0) throw new LeaseLost(runId);
    });
  }

  async load(runId: string): Promise<{ state: RunState; artefacts: Artefacts } | null> {
    const run = await this.#withRetries(() =>
      this.#db.run.findUnique({
        where: { id: runId },
        select: { state: true, seq: true, plan: true, report: true, snapshotPath: true },
      }),
    );
    if (!run || run.seq === 0) return null;
    return {
      state: run.state as unknown as RunState,
      artefacts: {
        ...(run.snapshotPath === null ? {} : { snapshotPath: run.snapshotPath }),
        ...(run.plan === null ? {} : { plan: run.plan as unknown as Plan }),
        ...(run.report === null ? {} : { report: run.report as unknown as Report }),
      },
    };
  }

  async #append(runId: string, events: RunEvent[]): Promise<void> {
    if (events.length === 0) return;
    const before = this.#known ?? (await this.#current(runId));
    const state = events.reduce(reduceRun, before.state);
    const seq = before.seq + events.length;
    await this.#writeOnce(
      () => this.#write(runId, events, state, before.seq, seq),
      () => this.#isWritten(runId, seq),
    );
    this.#known = { state, seq };
  }

  async #write(runId: string, events: RunEvent[], state: RunState, from: number, seq: number): Promise<void> {
    await this.#db.$transaction(async (tx) => {
      const { count } = await tx.run.updateMany({
        where: { ...this.#held(runId), seq: from },
        data: { ...runColumns(state, events), state: jsonValue(state), seq },
      });
      if (count === 0) throw new LeaseLost(runId);
      await tx.runEvent.createMany({
        data: events.map((event, i) => ({
          runId,
          seq: from + i + 1,
          at: new Date(event.at),
          body: jsonValue(event),
        })),
      });
      await tx.$executeRaw`SELECT pg_notify(${RUN_CHANNEL}, ${`${runId} ${seq}`})`;
    });
  }

  /**
   * The panel's database may restart under a run. A commit whose answer was lost is recognised by its number:
   * while the lease is ours nobody else can have written it.
   */
  async #writeOnce(write: () => Promise<void>, isWritten: () => Promise<boolean>): Promise<void> {
    await this.#withRetries(() =>
      write().catch(async (error) => {
        if (!(await isWritten().catch(() => false))) throw error;
      }),
    );
  }

  async #withRetries<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof LeaseLost || attempt === ATTEMPTS) throw error;
        await sleep(PAUSE_MS);
      }
    }
  }

  async #isWritten(runId: string, seq: number): Promise<boolean> {
    return (await this.#db.run.count({ where: { ...this.#held(runId), seq } })) === 1;
  }

  async #current(runId: string): Promise<{ state: RunState; seq: number }> {
    const run = await this.#db.run.findUniqueOrThrow({
      where: { id: runId },
      select: { state: true, seq: true },
    });
    return { state: run.state as unknown as RunState, seq: run.seq };
  }

  #held(runId: string) {
    return { id: runId, workerId: this.#lease.workerId, leaseToken: this.#lease.token };
  }
}
