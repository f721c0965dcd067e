/** Warnings of a migration's plan that somebody took upon them, with a reason. docs/decisions/0031 says why so. */
import type { z } from 'zod';
import { fingerprintOf, isAcceptable } from '../engine/index.ts';
import type { Finding, Plan } from '../engine/types.ts';
import type { PrismaClient } from '../store/database.ts';
import { type Access, authorise } from './access.ts';
import type { AcceptedFinding } from './dto/migration.ts';
import { failure } from './failures.ts';
import type { AcceptInput, WithdrawInput } from './inputs.ts';
import { latestPreview } from './plans.ts';

/** Those of this plan, by the place of the finding in it. The plan as it is, with nothing hidden. */
export async function acceptedOf(
  db: PrismaClient,
  migrationId: string,
  plan: Plan,
): Promise<AcceptedFinding[]> {
  const rows = await db.acceptedFinding.findMany({ where: { migrationId } });
  if (rows.length === 0) return [];
  const byPrint = new Map(rows.map((row) => [row.fingerprint, row]));
  return plan.findings.flatMap((finding, index) => {
    const row = isAcceptable(finding) ? byPrint.get(fingerprintOf(finding)) : undefined;
    return row ? [{ finding: index, reason: row.reason, by: row.byName, at: row.at.getTime() }] : [];
  });
}

/** Answers what the audit says of it. */
export async function acceptFinding({
  reason,
  ...asked
}: z.output<typeof AcceptInput>): Promise<Pick<Finding, 'code' | 'object'>> {
  const access = await authorise('finding.accept');
  const finding = await findingOf(access, asked);
  const { db, user } = access;
  if (!isAcceptable(finding)) throw failure('PNL-NOT-ACCEPTABLE');
  const { code, object } = finding;
  const key = { migrationId: asked.id, fingerprint: fingerprintOf(finding) };
  const said = { code, object, reason, byId: user.id, byName: user.name, at: new Date() };
  await db.acceptedFinding.upsert({
    where: { migrationId_fingerprint: key },
    create: { ...key, ...said },
    update: said,
  });
  return { code, object };
}

export async function withdrawAcceptance(
  asked: z.output<typeof WithdrawInput>,
): Promise<Pick<Finding, 'code' | 'object'>> {
  const access = await authorise('finding.withdraw');
  const finding = await findingOf(access, asked);
  const { count } = await access.db.acceptedFinding.deleteMany({
    where: { migrationId: asked.id, fingerprint: fingerprintOf(finding) },
  });
  if (count === 0) throw failure('PNL-NOT-FOUND');
  return { code: finding.code, object: finding.object };
}

/** Of the plan that was looked at: another one since may say something else at that place. */
async function findingOf(
  { db }: Access,
  { id, planRun, finding }: z.output<typeof WithdrawInput>,
): Promise<Finding> {
  const migration = await db.migration.findFirst({ where: { id, removedAt: null } });
  if (!migration) throw failure('PNL-NOT-FOUND');
  const preview = await latestPreview(db, migration);
  if (!preview) throw failure('PNL-PLAN-MISSING');
  if (preview.runId !== planRun) throw failure('PNL-PLAN-CHANGED');
  const found = preview.plan.findings[finding];
  if (!found) throw failure('PNL-NOT-FOUND');
  return found;
}
