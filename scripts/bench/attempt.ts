/** One turn of one contestant: a fresh database, the measured command, a look at what arrived. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contestant, Job } from './contestants/contestant.ts';
import { processorSeconds } from './measure/processes.ts';
import { type Measured, measure } from './measure/run.ts';
import { quoted } from './model.ts';
import type { Attempt } from './results.ts';
import type { Server } from './server.ts';

export type Ground = Omit<Job, 'database' | 'folder'> & { folder: string; signal: AbortSignal };

export async function attempt(contestant: Contestant, ground: Ground): Promise<Attempt> {
  const { server, signal, ...rest } = ground;
  const folder = await mkdtemp(join(ground.folder, 'turn-'));
  const database = await server.create();
  try {
    const command = await contestant.command({ ...rest, server, database, folder });
    await server.settle();
    const before = server.pid && processorSeconds(server.pid);
    const measured = await measure(command, signal);
    await untilAlone(server, database);
    const after = server.pid && processorSeconds(server.pid);
    const expected = (contestant.small ? ground.small : ground.source).tables;
    const wrong = failure(contestant, measured) ?? (await missingRows(server, database, expected));
    return {
      seconds: measured.seconds,
      cpuSeconds: measured.cpuSeconds,
      serverCpuSeconds: before && after ? after - before : null,
      peakBytes: measured.peakBytes,
      peakResidentBytes: measured.peakResidentBytes,
      wrong,
      parts: wrong === null && contestant.parts ? contestant.parts(measured) : null,
    };
  } finally {
    await server.drop(database);
    await rm(folder, { recursive: true, force: true });
  }
}

function failure({ succeeds = [0] }: Contestant, { status, stderr, stdout }: Measured): string | null {
  if (status !== null && succeeds.includes(status)) return null;
  const said = (stderr.trim() || stdout.trim()).split('\n').slice(-3).join(' ').slice(-300);
  return `failed with status ${status}: ${said}`;
}

/** A process of the server counts among those it waited for only when it has ended. */
async function untilAlone(server: Server, database: string): Promise<void> {
  if (!server.pid) return;
  for (let tries = 0; tries < 50; tries++) {
    const others = await server.query(
      database,
      'SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    if (others.length === 0) return;
  }
}

/** Null where every table has the rows it should. */
async function missingRows(
  server: Server,
  database: string,
  expected: Record<string, number>,
): Promise<string | null> {
  const names = Object.keys(expected);
  const found = await server.query<{ name: string }>(
    database,
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  );
  const there = names.filter((name) => found.some((table) => table.name === name));
  const counts = await countAll(server, database, there);
  const wrong = names.filter((name) => counts.get(name) !== expected[name]);
  if (wrong.length === 0) return null;
  const shown = wrong
    .slice(0, 3)
    .map((name) => `${name} ${counts.get(name) ?? 'absent'} of ${expected[name]} rows`);
  return `wrong in ${wrong.length} of ${names.length} tables: ${shown.join(', ')}`;
}

async function countAll(server: Server, database: string, names: string[]): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  const counts = names.map((name, at) => `SELECT ${at} AS at, count(*)::float8 AS rows FROM ${quoted(name)}`);
  const rows = await server.query<{ at: number; rows: number }>(database, counts.join(' UNION ALL '));
  return new Map(rows.map(({ at, rows: count }) => [names[at] ?? '', count]));
}
