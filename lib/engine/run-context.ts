/** What the stages of one run share. Each stage fills in its part; a resumed run finds parts already there. */
import { MigrationError } from './errors.ts';
import type { Gates } from './gates.ts';
import type { Acceptance } from './plan/accepted.ts';
import type { Progress } from './progress.ts';
import type { Catalog } from './source/catalog.ts';
import type { TableProfile } from './source/profile.ts';
import type { Snapshot } from './source/snapshot.ts';
import type { RunStore } from './store.ts';
import type { TargetConfig } from './target/config.ts';
import type { PgClient } from './target/connect.ts';
import { Connections } from './target/connections.ts';
import { stagingSchema } from './target/schemas.ts';
import { ThreadPool } from './threads/pool.ts';
import type { SourceResult, SourceTask } from './threads/source-thread.ts';
import type { Plan, PlanOptions, RunKind, TableVerification } from './types.ts';

export interface RunInput {
  /** From newRunId(): it becomes part of schema names. */
  runId: string;
  kind: RunKind;
  /** Absolute, and already known to be allowed. */
  sourcePath: string;
  /** Null only for a plan of the source alone. */
  target: TargetConfig | null;
  options: PlanOptions;
  /** The plan that was approved; another one ends the run with PLN-CHANGED. */
  expectedPlanHash: string | null;
  /** Where snapshots are kept. */
  workDir: string;
  /** Copiers at once, each with a connection, and as many connections for what is made and compared beside them. */
  jobs: number;
  /** `counts` leaves the values uncompared, and the report says so. */
  verify?: 'content' | 'counts';
  /** How long a target that went away is waited for, in milliseconds; see reconnect.ts. */
  patienceMs?: number;
  /** Whoever starts it goes on with it after an interruption: what it leaves then is no leftover. */
  resumes?: boolean;
  /** A plan run: its profiles stay beside its snapshot, so that choices can be tried on both. */
  keepProfiles?: boolean;
  /** Warnings of the plan that somebody took upon them: the report says so. */
  accepted?: Acceptance[];
  /** Somebody looks after it: what a person can mend holds it up instead of ending it. */
  holds?: boolean;
}

export interface RunContext {
  readonly input: RunInput;
  readonly store: RunStore;
  readonly progress: Progress;
  /** Aborts when somebody stops the run. */
  readonly stop: AbortSignal;
  /** Aborts then too, and when a stage failed that others go on beside; another one after a lost connection. */
  signal: AbortSignal;
  /** Held through the run; carries the lock on the target's schema. */
  control: PgClient | null;
  /** Where it is, or will be. */
  readonly snapshotPath: string;
  /** The number of its process on the server. */
  controlPid: number | null;
  /** It was begun before: it may have left something in the target that this process has not seen yet. */
  readonly resumed: boolean;
  snapshot: Snapshot | null;
  catalog: Catalog | null;
  profiles: Record<string, TableProfile> | null;
  plan: Plan | null;
  verifications: Map<string, TableVerification>;
  sourceThreads: ThreadPool<SourceTask, SourceResult> | null;
  connections: Connections | null;
  /** How many copiers and connections the target has room for: the input's jobs, or fewer. */
  jobs: number;
  gates: Gates;
}

export function needTarget(context: RunContext): TargetConfig {
  if (context.input.target) return context.input.target;
  throw new MigrationError('RUN-NO-TARGET', 'This run has no target.', 'Name a PostgreSQL database.');
}

/** What an earlier stage must have left. A missing part is a programming error. */
export function need<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`${what} is not there yet`);
  return value;
}

/** Threads that read the snapshot and copy out of it, started once for all stages. They open it with their first task. */
export function sourceThreads(context: RunContext): ThreadPool<SourceTask, SourceResult> {
  const { snapshotPath } = context;
  context.sourceThreads ??= new ThreadPool<SourceTask, SourceResult>(
    new URL('./threads/source-thread.ts', import.meta.url),
    context.jobs,
    {
      snapshotPath,
      destination: context.input.target && {
        target: context.input.target,
        role: `run ${context.input.runId} copy`,
        schema: stagingSchema(context.input.runId),
      },
    },
    context.signal,
  );
  return context.sourceThreads;
}

/** Connections for making constraints and comparing, opened once for both. */
export function serverConnections(context: RunContext): Connections {
  context.connections ??= new Connections(
    needTarget(context),
    `run ${context.input.runId} load`,
    context.jobs,
    context.signal,
  );
  return context.connections;
}

/** Ends the threads and connections that stages share; the next who needs them makes them anew. */
export async function closeWorkers(context: RunContext): Promise<void> {
  await context.sourceThreads?.close();
  await context.connections?.close();
  context.sourceThreads = null;
  context.connections = null;
}
