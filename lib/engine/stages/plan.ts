import { existsSync } from 'node:fs';
import { MigrationError } from '../errors.ts';
import { buildPlan } from '../plan/build.ts';
import { applyKept, keysToKeep, needsKeeping } from '../plan/kept.ts';
import { rowsTaken } from '../plan/rows-taken.ts';
import { applyVerdicts } from '../plan/verdicts.ts';
import { need, needTarget, type RunContext, sourceThreads } from '../run-context.ts';
import { keepProfiles } from '../source/kept-profiles.ts';
import { type Kept, quarantinePath } from '../source/quarantine.ts';
import { type PgClient, withClient } from '../target/connect.ts';
import { readTarget } from '../target/introspect.ts';
import { judge } from '../target/judge.ts';
import { readThere } from '../target/shape.ts';
import type { Plan, PlanOptions, Severity } from '../types.ts';

/** Builds the plan, or takes the stored one up again, and refuses to go on with a plan that nobody approved. */
export async function planStage(context: RunContext): Promise<void> {
  const { input, progress, store } = context;
  if (!context.plan) {
    context.plan = await makePlan(context);
    if (input.keepProfiles) keepProfiles(context.snapshotPath, need(context.profiles, 'the profile'));
    await store.save(input.runId, { plan: context.plan });
  }
  const { plan } = context;
  await listAgain(context, plan);
  progress.emit({
    type: 'plan-made',
    hash: plan.hash,
    tables: plan.tables.map((table) => ({
      name: table.source,
      target: table.target,
      rows: rowsTaken(table),
      bytes: table.bytes,
    })),
    findings: countSeverities(plan),
  });
  if (input.kind === 'dry' || input.kind === 'full') refuseUnapproved(plan, input.expectedPlanHash);
}

async function makePlan(context: RunContext): Promise<Plan> {
  const { input } = context;
  const { target, there } = input.target
    ? await withClient(input.target, 'plan', (client) => readBoth(client, input.options))
    : { target: null, there: undefined };
  const plan = buildPlan({
    sourcePath: input.sourcePath,
    snapshot: need(context.snapshot, 'the snapshot'),
    catalog: need(context.catalog, 'the catalog'),
    profiles: need(context.profiles, 'the profile'),
    target,
    there,
    options: input.options,
  });
  const kept = await keep(context, plan);
  // Comparing writes nothing, so nothing can stand in its way.
  if (input.kind === 'verify') {
    return { ...kept, findings: kept.findings.filter(({ code }) => !code.startsWith('TGT-')) };
  }
  if (!target?.mayCreate) return kept;
  const verdicts = await withClient(needTarget(context), 'plan', (client) =>
    judge(client, kept, (done, total) =>
      context.progress.stage({ type: 'stage-progress', stage: 'plan', done, total }),
    ),
  );
  return applyVerdicts(kept, verdicts);
}

async function readBoth(client: PgClient, { schema, overrides }: PlanOptions) {
  const target = await readTarget(client, schema);
  const matches = overrides.match ?? Object.values(overrides.tables ?? {}).find((table) => table.match);
  return { target, there: matches ? await readThere(client, schema) : undefined };
}

/** Tries the choices that depend on each row, and lists the rows that they keep out. */
async function keep(context: RunContext, plan: Plan): Promise<Plan> {
  if (!needsKeeping(plan)) return plan;
  const task = { do: 'quarantine' as const, tables: plan.tables, keys: keysToKeep(plan) };
  return applyKept(plan, await sourceThreads(context).run<Record<string, Kept>>(task));
}

/** A resumed run whose list of quarantined rows is gone: the snapshot still gives the same one. */
async function listAgain(context: RunContext, plan: Plan): Promise<void> {
  const lost = !existsSync(quarantinePath(need(context.snapshot, 'the snapshot').path));
  if (lost && plan.tables.some(({ quarantined }) => quarantined > 0)) await keep(context, plan);
}

function refuseUnapproved(plan: Plan, expected: string | null): void {
  const [blocker] = plan.findings.filter((finding) => finding.severity === 'blocker');
  if (blocker)
    throw new MigrationError(blocker.code, blocker.message, blocker.remedy, { context: blocker.params });
  if (expected === null || expected === plan.hash) return;
  throw new MigrationError(
    'PLN-CHANGED',
    'The source or the target changed since the plan was looked at, so that another plan would run.',
    'Look at the new plan, then start again. Nothing was changed in the target.',
    { context: { expected: expected.slice(0, 12), now: plan.hash.slice(0, 12) } },
  );
}

function countSeverities(plan: Plan): Record<Severity, number> {
  const counts = { blocker: 0, warning: 0, info: 0 };
  for (const finding of plan.findings) counts[finding.severity]++;
  return counts;
}
