/** What anybody did or was refused: read, checked and taken along. Nobody writes here. */

import { type ChainState, verifyChain } from '../store/audit-chain.ts';
import type { Prisma } from '../store/generated/client.ts';
import { documentOf } from '../store/json.ts';
import { authorise, reader } from './access.ts';
import type { AuditFilter, AuditPage, AuditRow } from './dto/audit.ts';

const PAGE = 50;
const CHUNK = 1_000;
/** So long a whole check counts for everybody who looks. */
const CHECKED_MS = 60_000;

type Record = Prisma.AuditEntryGetPayload<object>;

/** One page, newest first; the cursor is the number of the last entry shown. */
export async function listAudit(filter: AuditFilter): Promise<AuditPage> {
  const { db } = await reader('audit.read');
  const rows = await db.auditEntry.findMany({
    where: auditWhere(filter),
    orderBy: { seq: 'desc' },
    take: PAGE + 1,
  });
  const entries = rows.slice(0, PAGE).map(auditRow);
  const last = entries.at(-1);
  return { entries, next: rows.length > PAGE && last ? last.seq : null };
}

/** All that fit the filter, newest first, a piece at a time: memory stays bounded however many there are. */
export async function readAudit(filter: AuditFilter): Promise<AsyncIterable<AuditRow[]>> {
  const { db } = await authorise('audit.read');
  return (async function* () {
    let cursor = filter.cursor;
    for (;;) {
      const rows = await db.auditEntry.findMany({
        where: auditWhere({ ...filter, cursor }),
        orderBy: { seq: 'desc' },
        take: CHUNK,
      });
      if (rows.length > 0) yield rows.map(auditRow);
      if (rows.length < CHUNK) return;
      cursor = Number(rows.at(-1)?.seq);
    }
  })();
}

export interface CheckedChain extends ChainState {
  at: number;
}

let latest: { at: number; chain: Promise<ChainState> } | null = null;

/** Every entry's hash is computed anew, at most once a minute; what came since then each time. */
export async function checkAudit(now = Date.now()): Promise<CheckedChain> {
  const { db } = await reader('audit.read');
  if (!latest || now - latest.at > CHECKED_MS) {
    latest = { at: now, chain: verifyChain(db) };
    latest.chain.catch(() => {
      latest = null;
    });
  }
  const { at, chain } = latest;
  const before = await chain;
  const since = before.brokenAt === null ? await verifyChain(db, { from: before.head }) : before;
  return { ...since, at };
}

function auditWhere({
  who,
  action,
  outcome,
  subject,
  from,
  to,
  cursor,
}: AuditFilter): Prisma.AuditEntryWhereInput {
  return {
    ...(who ? { email: { contains: asItIs(who), mode: 'insensitive' } } : {}),
    ...(action ? { action } : {}),
    ...(outcome ? { outcome } : {}),
    ...(subject ? { subject } : {}),
    ...(from || to
      ? { at: { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lte: new Date(to) } : {}) } }
      : {}),
    ...(cursor ? { seq: { lt: cursor } } : {}),
  };
}

/** Prisma hands it to LIKE, where these three mean something else. */
function asItIs(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function auditRow(entry: Record): AuditRow {
  const { userId, email, action, subject, outcome, code, address, hash } = entry;
  return {
    seq: Number(entry.seq),
    at: entry.at.getTime(),
    userId,
    email,
    action,
    subject,
    outcome: outcome as AuditRow['outcome'],
    code,
    address,
    detail: documentOf<AuditRow['detail']>(entry.detail),
    hash,
  };
}
