/** Warnings that somebody took upon them with a reason: which findings of a plan these are. */
import { createHash } from 'node:crypto';
import type { Finding, Report } from '../types.ts';

export interface Acceptance {
  /** Of the finding as it was. */
  fingerprint: string;
  reason: string;
  /** Who. */
  by: string;
  /** ISO 8601. */
  at: string;
}

/** The same for as long as the finding says the same: its code, what it is about, and every fact. */
export function fingerprintOf({ code, object, params }: Pick<Finding, 'code' | 'object' | 'params'>): string {
  const facts = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([code, object, facts]))
    .digest('hex');
}

/** What somebody may take upon them: blockers cannot be, and notes need not. */
export function isAcceptable({ severity }: Pick<Finding, 'severity'>): boolean {
  return severity === 'warning';
}

export function acceptedIn(findings: Finding[], acceptances: Acceptance[]): Report['accepted'] {
  const byPrint = new Map(acceptances.map((one) => [one.fingerprint, one]));
  return findings.filter(isAcceptable).flatMap((finding) => {
    const found = byPrint.get(fingerprintOf(finding));
    const { code, object } = finding;
    return found ? [{ code, object, reason: found.reason, by: found.by, at: found.at }] : [];
  });
}
