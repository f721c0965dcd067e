/** Looks at a source, a target, or what a rollback would do, puts rows in, tries choices, clears away: when somebody asked for it. */
import { stat } from 'node:fs/promises';
import { errorInfo, MigrationError } from '../engine/errors.ts';
import type { ProbeStep } from '../engine/probe.ts';
import { PlanOptions } from '../engine/types.ts';
import { PROBE_CHANNEL } from '../store/channels.ts';
import { Prisma } from '../store/generated/client.ts';
import { documentOf, jsonValue } from '../store/json.ts';
import type { WorkerContext } from './context.ts';
import { leftovers } from './leftovers.ts';
import { sourcePath, targetConfig } from './places.ts';
import { targetSample } from './sampler.ts';
import { tryOut } from './trials.ts';

/** Of rows that still do not go in, so many are told with PostgreSQL's reason. */
const REASONS = 5;
/** It is one transaction: a worker that ends takes it along. */
const NEVER = new AbortController().signal;

/** Does one probe; nothing when another worker has it. */
export async function takeProbe(context: WorkerContext, id: string): Promise<void> {
  const { prisma } = context.database;
  const { count } = await prisma.probe.updateMany({
    where: { id, state: 'queued' },
    data: { state: 'running', workerId: context.id },
  });
  if (count === 0) return;
  let outcome: { result: object; passed: boolean | null } | { error: unknown };
  try {
    outcome = await doProbe(context, id);
  } catch (error) {
    if (!(error instanceof MigrationError)) context.log.error({ err: error, probe: id }, 'probe failed');
    outcome = { error };
  }
  // One that nobody waits for any more says so already.
  await prisma.probe.updateMany({
    where: { id, state: 'running' },
    data: {
      endedAt: new Date(),
      ...('error' in outcome
        ? { state: 'failed', passed: null, error: jsonValue(errorInfo(outcome.error)) }
        : { state: 'done', passed: outcome.passed, result: jsonValue(outcome.result), error: Prisma.DbNull }),
    },
  });
  await prisma.$executeRaw`SELECT pg_notify(${PROBE_CHANNEL}, ${id})`;
}

async function doProbe(
  context: WorkerContext,
  id: string,
): Promise<{ result: object; passed: boolean | null }> {
  const { database, engine } = context;
  const probe = await database.prisma.probe.findUniqueOrThrow({
    where: { id },
    include: {
      source: true,
      target: true,
      run: { include: { migration: { include: { source: true, target: true } } } },
    },
  });
  if (probe.target && (probe.kind === 'leftovers' || probe.kind === 'clean')) {
    const asked = documentOf<{ runs?: string[] }>(probe.detail).runs ?? [];
    return {
      result: await leftovers(context, probe.target, probe.kind === 'clean' ? asked : null),
      passed: null,
    };
  }
  if (probe.source) {
    const file = await sourcePath(context, probe.source);
    const steps = await engine.probeSource(file);
    const info = await stat(file).catch(() => null);
    if (info) {
      await database.prisma.source.update({
        where: { id: probe.source.id },
        data: { bytes: BigInt(info.size) },
      });
    }
    return { result: steps, passed: passed(steps) };
  }
  if (probe.target) {
    const config = targetConfig(context, probe.target);
    const steps = await engine.probeTarget(config, probe.target.schema);
    if (passed(steps)) {
      const stats = await engine.serverStats(config);
      await database.prisma.target.update({
        where: { id: probe.target.id },
        data: { version: stats.version, bytes: BigInt(stats.databaseBytes) },
      });
      // The first figures for the overview, without waiting for the next round.
      await database.prisma.serverSample.create({ data: targetSample(probe.target, stats) });
    }
    return { result: steps, passed: passed(steps) };
  }
  if (!probe.run) throw new Error(`probe ${id} is of nothing`);
  if (probe.kind === 'trial')
    return { result: await tryOut(context, id, probe.detail, probe.run), passed: null };
  const config = targetConfig(context, probe.run.migration.target);
  if (probe.kind === 'put_in') {
    const { overrides } = PlanOptions.parse(probe.run.migration.options);
    const { putIn, left } = await engine.putIn(probe.run.id, config, { overrides, signal: NEVER });
    return { result: { putIn, left: left.length, first: left.slice(0, REASONS) }, passed: null };
  }
  if (probe.kind === 'finalise_preview') {
    const { schemas, revertible } = await engine.finalisePreview(probe.run.id, config);
    return { result: { schemas, revertible }, passed: null };
  }
  const { tables, cutOverAt } = await engine.rollbackPreview(probe.run.id, config);
  return { result: { tables, cutOverAt: Date.parse(cutOverAt) }, passed: null };
}

function passed(steps: ProbeStep[]): boolean {
  return steps.every((step) => step.status !== 'failed');
}
