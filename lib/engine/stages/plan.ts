import { MigrationError } from '../errors.ts';
import { buildPlan } from '../plan/build.ts';
import { applyVerdicts } from '../plan/verdicts.ts';
import { need, needTarget, type RunContext } from '../run-context.ts';
import { withClient } from '../target/connect.ts';
import { readTarget } from '../target/introspect.ts';
import { judge } from '../target/judge.ts';
import type { Plan, Severity } from '../types.ts';

/** Builds the plan, or takes the stored one up again, and refuses to go on with a plan that nobody approved. */
export async function planStage(context: RunContext): Promise<void> {
  const { input, progress, store } = context;
  if (!context.plan) {
    context.plan = await makePlan(context);
    await store.save(input.runId, { plan: context.plan });
  }
  const { plan } = context;
  progress.emit({
    type: 'plan-made',
    hash: plan.hash,
    tables: plan.tables.map(({ source, target, rows, bytes }) => ({ name: source, target, rows, bytes })),
    findings: countSeverities(plan),
  });
  if (input.kind === 'dry' || input.kind === 'full') refuseUnapproved(plan, input.expectedPlanHash);
}

async function makePlan(context: RunContext): Promise<Plan> {
  const { input } = context;
  const target = input.target
    ? await withClient(input.target, 'plan', (client) => readTarget(client, input.options.schema))
    : null;
  const plan = buildPlan({
    sourcePath: input.sourcePath,
    snapshot: need(context.snapshot, 'the snapshot'),
    catalog: need(context.catalog, 'the catalog'),
    profiles: need(context.profiles, 'the profile'),
    target,
    options: input.options,
  });
  // Comparing writes nothing, so nothing can stand in its way.
  if (input.kind === 'verify') {
    return { ...plan, findings: plan.findings.filter(({ code }) => !code.startsWith('TGT-')) };
  }
  if (!target?.mayCreate) return plan;
  const verdicts = await withClient(needTarget(context), 'plan', (client) => judge(client, plan));
  return applyVerdicts(plan, verdicts);
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
