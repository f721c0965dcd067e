/** Takes runs and rollbacks up, carries them through the engine, and gives them back. */
import path from 'node:path';
import { errorInfo, MigrationError } from '../engine/errors.ts';
import type { RunEvent } from '../engine/events.ts';
import { removeKept } from '../engine/source/kept-profiles.ts';
import { HeldUp, Paused, Shutdown } from '../engine/stop-reasons.ts';
import { StoreUnavailable } from '../engine/store.ts';
import { PlanOptions, RunKind } from '../engine/types.ts';
import { writeAudit } from '../store/audit.ts';
import { acquireLease, releaseLease, type Work } from '../store/lease.ts';
import { LeaseLost, PrismaRunStore } from '../store/run-store.ts';
import type { WorkerContext } from './context.ts';
import { HeldRun } from './held-run.ts';
import { sourcePath, targetConfig } from './places.ts';
import { dropPlanSnapshots, makeRoom } from './plan-snapshots.ts';

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
  async #carry(runId: string, work: Work, held: HeldRun): Promise<boolean> {
    const store = new PrismaRunStore(this.#context.database.prisma, held.lease);
    try {
      if (work === 'run') await this.#run(runId, store, held.signal);
      else if (work === 'rollback') await this.#rollback(runId, store, held.signal);
      else await this.#finalise(runId, store, held.signal);
    } catch (error) {
      if (error instanceof LeaseLost || error instanceof StoreUnavailable) return false;
      if (error instanceof HeldUp) return await this.#hold(runId, store, error);
      if (held.signal.reason instanceof Paused) await this.#tellPaused(runId, store);
      if (held.signal.reason instanceof Shutdown) return false;
      if (!(error instanceof MigrationError))
        this.#context.log.error({ err: error, run: runId }, `${work} failed`);
      await this.#tellFailure(runId, work, store, error);
    }
    await this.#audit(runId, work, store);
    if (work === 'run') {
      await this.#openRevertWindow(runId);
      await this.#dropSnapshot(runId);
      await this.#tidy(() => dropPlanSnapshots(this.#context));
    }
    return true;
  }

  /** No run ends by it. */
  async #tidy(work: () => Promise<void>): Promise<void> {
    await work().catch((err) => this.#context.log.warn({ err }, 'snapshots of plans not tidied'));
  }

  /** From the cutover on, as long as the migration says, else the setting; a run that made nothing public has none. */
  async #openRevertWindow(runId: string): Promise<void> {
    const { database, revertDays } = this.#context;
    await database.prisma.$executeRaw`
      UPDATE runs r SET revert_by_hand = m.revert_days IS NOT DISTINCT FROM 0,
        revert_until = CASE WHEN m.revert_days IS DISTINCT FROM 0
          THEN r.cut_over_at + make_interval(days => COALESCE(m.revert_days, ${revertDays}::int)) END
      FROM migrations m
      WHERE m.id = r.migration_id AND r.id = ${runId} AND r.cut_over_at IS NOT NULL
        AND r.revert_until IS NULL AND NOT r.revert_by_hand`;
  }

  /** Paused by what stands in its way: false, since it goes on once a person has mended that and resumes it. */
  async #hold(runId: string, store: PrismaRunStore, { error }: HeldUp): Promise<false> {
    const { database, host, log } = this.#context;
    await database.prisma.run.updateMany({
      where: { id: runId, pauseRequestedAt: null },
      data: { pauseRequestedAt: new Date(), pausedById: null },
    });
    await store.append(runId, [{ type: 'paused', error: errorInfo(error), at: Date.now() }]);
    await writeAudit(database.prisma, {
      action: 'run.held',
      subject: runId,
      outcome: 'failed',
      code: error.code,
      address: host,
    });
    log.warn({ run: runId, code: error.code }, 'held up');
    return false;
  }

  /** Also of a run that was paused before anybody had begun it: then its status says so from now on. */
  async #tellPaused(runId: string, store: PrismaRunStore): Promise<void> {
    if ((await store.load(runId))?.state.status === 'paused') return;
    await store.append(runId, [{ type: 'paused', at: Date.now() }]);
    this.#context.log.info({ run: runId }, 'paused');
  }

  /**
   * The snapshot of a run that changed the target stays as its backup, that of a plan so that choices can be tried on it.
   * Others have served their purpose.
   */
  async #dropSnapshot(runId: string): Promise<void> {
    const { prisma } = this.#context.database;
    const run = await prisma.run.findUniqueOrThrow({
      where: { id: runId },
      select: { cutOverAt: true, snapshotPath: true, kind: true, status: true },
    });
    if (run.cutOverAt || (run.kind === 'plan' && run.status === 'succeeded')) return;
    // Stopped while it was checked, it is there although the row does not name it yet.
    const written = path.join(this.#context.folders.snapshots, `${runId}.sqlite`);
    for (const file of new Set([written, run.snapshotPath ?? written])) removeKept(file);
    await prisma.run.update({ where: { id: runId }, data: { snapshotPath: null } });
  }

  async #run(runId: string, store: PrismaRunStore, signal: AbortSignal): Promise<void> {
    const { database, engine, folders, jobs } = this.#context;
    if (signal.reason instanceof Shutdown) throw signal.reason;
    if ((await store.load(runId))?.state.status === 'paused')
      await store.append(runId, [{ type: 'resumed', at: Date.now() }]);
    const run = await database.prisma.run.findUniqueOrThrow({
      where: { id: runId },
      include: { migration: { include: { source: true, target: true, accepted: true } } },
    });
    const source = await sourcePath(this.#context, run.migration.source);
    await this.#tidy(() => makeRoom(this.#context, source));
    await engine.runMigration(
      {
        runId,
        kind: RunKind.parse(run.kind),
        sourcePath: source,
        target: targetConfig(this.#context, run.migration.target),
        options: PlanOptions.parse(run.options),
        expectedPlanHash: run.planHash,
        workDir: folders.snapshots,
        jobs,
        resumes: true,
        keepProfiles: run.kind === 'plan',
        accepted: run.migration.accepted.map(({ fingerprint, reason, byName, at }) => ({
          fingerprint,
          reason,
          by: byName,
          at: at.toISOString(),
        })),
        // A batch goes on with its other runs: there it ends, and is tried again from the start.
        holds: run.batchId === null,
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

  async #finalise(runId: string, store: PrismaRunStore, signal: AbortSignal): Promise<void> {
    const { database, engine } = this.#context;
    const run = await database.prisma.run.findUniqueOrThrow({
      where: { id: runId },
      include: { migration: { include: { target: true } } },
    });
    const target = targetConfig(this.#context, run.migration.target);
    try {
      await engine.finaliseRun(runId, target, { store, signal });
    } catch (error) {
      if (!(error instanceof MigrationError && error.code === 'RUN-FINALISED')) throw error;
      // It was, at the command line or by a worker that died before it could say so: the target counts.
      await store.append(runId, [{ type: 'finalised', tables: 0, bytes: 0, at: Date.now() }]);
    }
  }

  /** Unless the engine has said so itself. */
  async #tellFailure(runId: string, work: Work, store: PrismaRunStore, thrown: unknown) {
    const state = (await store.load(runId))?.state;
    const told =
      work === 'finalise'
        ? state?.error != null
        : state?.status === (work === 'run' ? 'failed' : 'rollback-failed');
    if (!told) await store.append(runId, [failureEvent(work, thrown)]);
  }

  /** How it ended, beside who asked for it. */
  async #audit(runId: string, work: Work, store: PrismaRunStore): Promise<void> {
    const { database, host } = this.#context;
    const state = (await store.load(runId))?.state;
    const good =
      work === 'finalise'
        ? state?.error === null
        : state?.status === (work === 'run' ? 'succeeded' : 'rolled-back');
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

function failureEvent(work: Work, thrown: unknown): RunEvent {
  const error = errorInfo(thrown);
  const at = Date.now();
  if (work === 'finalise') return { type: 'finalise-failed', error, at };
  if (work === 'rollback') return { type: 'rollback-failed', error, at };
  return { type: 'run-ended', outcome: 'failed', error, at };
}
