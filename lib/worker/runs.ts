/** Takes runs and rollbacks up, carries them through the engine, and gives them back. */
import { rm } from 'node:fs/promises';
import { errorInfo, MigrationError } from '../engine/errors.ts';
import type { RunEvent } from '../engine/events.ts';
import { StoreUnavailable } from '../engine/progress.ts';
import { Shutdown } from '../engine/run.ts';
import { PlanOptions, RunKind } from '../engine/types.ts';
import { writeAudit } from '../store/audit.ts';
import { acquireLease, releaseLease } from '../store/lease.ts';
import { LeaseLost, PrismaRunStore } from '../store/run-store.ts';
import type { WorkerContext } from './context.ts';
import { HeldRun } from './held-run.ts';
import { sourcePath, targetConfig } from './places.ts';

export class Runs {
  readonly #context: WorkerContext;
  readonly #held = new Map<string, HeldRun>();
  readonly #onEnded: () => void;
  #stopping = false;

  /** `onEnded`: a run that was carried here has ended; another may have waited for that. */
  constructor(context: WorkerContext, onEnded: () => void = () => {}) {
    this.#context = context;
    this.#onEnded = onEnded;
  }

  /** Resolves when the run has ended, was left for another worker, or was not to be had. */
  async take(runId: string): Promise<void> {
    const { database, id: workerId, log } = this.#context;
    if (this.#stopping) return;
    const lease = await acquireLease(database.prisma, runId, workerId);
    if (!lease) return;
    const held = new HeldRun(database.prisma, lease);
    this.#held.set(runId, held);
    if (this.#stopping) held.stop(new Shutdown('the worker stops'));
    log.info({ run: runId, work: lease.pending }, 'taken up');
    let finished = false;
    try {
      await held.look();
      finished = await this.#carry(runId, lease.pending, held);
    } catch (err) {
      log.error({ err, run: runId }, 'left: it is taken up again when its lease has run out');
    } finally {
      held.close();
      this.#held.delete(runId);
      await releaseLease(database.prisma, lease, finished).catch((err) =>
        log.error({ err, run: runId }, 'lease not given back: it runs out'),
      );
      log.info({ run: runId, finished }, 'given back');
      if (finished) this.#onEnded();
    }
  }

  /** Somebody asked for something: only runs held here are looked at. */
  async look(runId: string): Promise<void> {
    await this.#held.get(runId)?.look();
  }

  /** Leaves every run as it is, for the next worker. */
  stopAll(): void {
    this.#stopping = true;
    for (const held of this.#held.values()) held.stop(new Shutdown('the worker stops'));
  }

  /** True when nothing is left to do. */
  async #carry(runId: string, work: 'run' | 'rollback', held: HeldRun): Promise<boolean> {
    const store = new PrismaRunStore(this.#context.database.prisma, held.lease);
    try {
      if (work === 'run') await this.#run(runId, store, held.signal);
      else await this.#rollback(runId, store, held.signal);
    } catch (error) {
      const left = error instanceof LeaseLost || error instanceof StoreUnavailable;
      if (left || held.signal.reason instanceof Shutdown) return false;
      if (!(error instanceof MigrationError))
        this.#context.log.error({ err: error, run: runId }, `${work} failed`);
      await this.#tellFailure(runId, work, store, error);
    }
    await this.#audit(runId, work, store);
    if (work === 'run') await this.#dropSnapshot(runId);
    return true;
  }

  /** The snapshot of a run that changed the target stays as its backup; others have served their purpose. */
  async #dropSnapshot(runId: string): Promise<void> {
    const { prisma } = this.#context.database;
    const run = await prisma.run.findUniqueOrThrow({
      where: { id: runId },
      select: { cutOverAt: true, snapshotPath: true },
    });
    if (run.cutOverAt || !run.snapshotPath) return;
    await rm(run.snapshotPath, { force: true });
    await prisma.run.update({ where: { id: runId }, data: { snapshotPath: null } });
  }

  async #run(runId: string, store: PrismaRunStore, signal: AbortSignal): Promise<void> {
    const { database, engine, folders, jobs } = this.#context;
    const run = await database.prisma.run.findUniqueOrThrow({
      where: { id: runId },
      include: { migration: { include: { source: true, target: true } } },
    });
    await engine.runMigration(
      {
        runId,
        kind: RunKind.parse(run.kind),
        sourcePath: await sourcePath(this.#context, run.migration.source),
        target: targetConfig(this.#context, run.migration.target),
        options: PlanOptions.parse(run.options),
        expectedPlanHash: run.planHash,
        workDir: folders.snapshots,
        jobs,
      },
      { store, signal },
    );
  }

  async #rollback(runId: string, store: PrismaRunStore, signal: AbortSignal): Promise<void> {
    const { database, engine } = this.#context;
    const run = await database.prisma.run.findUniqueOrThrow({
      where: { id: runId },
      include: { migration: { include: { target: true } } },
    });
    const target = targetConfig(this.#context, run.migration.target);
    const reason = run.rollbackReason ?? '';
    try {
      await engine.rollbackRun(runId, target, reason, { store, signal });
    } catch (error) {
      if (!(error instanceof MigrationError && error.code === 'RUN-ROLLED-BACK')) throw error;
      // It was, at the command line or by a worker that died before it could say so: the target counts.
      const at = Date.now();
      await store.append(runId, [
        { type: 'rollback-started', reason, at },
        { type: 'rollback-done', restored: 0, at },
      ]);
    }
  }

  /** Unless the engine has said so itself. */
  async #tellFailure(runId: string, work: 'run' | 'rollback', store: PrismaRunStore, thrown: unknown) {
    const status = (await store.load(runId))?.state.status;
    const told = work === 'run' ? status === 'failed' : status === 'rollback-failed';
    if (!told) await store.append(runId, [failureEvent(work, thrown)]);
  }

  /** How it ended, beside who asked for it. */
  async #audit(runId: string, work: 'run' | 'rollback', store: PrismaRunStore): Promise<void> {
    const { database, host } = this.#context;
    const state = (await store.load(runId))?.state;
    const good = state?.status === (work === 'run' ? 'succeeded' : 'rolled-back');
    await writeAudit(database.prisma, {
      action: `${work}.ended`,
      subject: runId,
      outcome: good ? 'done' : 'failed',
      code: state?.error?.code ?? null,
      address: host,
      detail: { status: state?.status ?? 'unknown' },
    });
  }
}

function failureEvent(work: 'run' | 'rollback', thrown: unknown): RunEvent {
  const error = errorInfo(thrown);
  const at = Date.now();
  if (work === 'rollback') return { type: 'rollback-failed', error, at };
  return { type: 'run-ended', outcome: 'failed', error, at };
}
