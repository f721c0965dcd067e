/**
 * The chain of the audit, checked without the database's help: each entry's hash is computed anew from the one
 * before it. The migration audit_chain has the same canonical form in SQL, for whoever writes.
 */
import { createHash } from 'node:crypto';
import type { PrismaClient } from './database.ts';

const CHUNK = 2_000;

/** An entry as the hash covers it; `at` and `detail` as text. */
export interface ChainedEntry {
  seq: bigint;
  at: string;
  userId: string | null;
  email: string | null;
  action: string;
  subject: string | null;
  outcome: string;
  code: string | null;
  address: string;
  detail: string;
}

/** A place in the chain: whoever keeps it elsewhere can tell later that everything up to it is as it was. */
export interface ChainHead {
  seq: number;
  hash: string;
}

export interface ChainState {
  /** The last entry; null where there is none. */
  head: ChainHead | null;
  /** Everything before this number is as it was written; null: everything is. */
  brokenAt: number | null;
  /** `changed` in itself or before it, `missing` between its neighbours, `head` where the one given is not in the chain. */
  why: 'changed' | 'missing' | 'head' | null;
}

/** Each field with its length, so that no two entries read the same. */
export function hashOfEntry(before: string, entry: ChainedEntry): string {
  const { seq, at, userId, email, action, subject, outcome, code, address, detail } = entry;
  const fields = [at, userId, email, action, subject, outcome, code, address, detail];
  const text = `howdah audit 1,${before},${seq},${fields.map(part).join('')}`;
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function part(field: string | null): string {
  return field === null ? '-,' : `${Buffer.byteLength(field)}:${field},`;
}

interface VerifyOptions {
  /** A head noted earlier, which must still be where it was. */
  expected?: ChainHead | null;
  /** Only what comes after this one, which was verified before. */
  from?: ChainHead | null;
}

/** Reads all of it, a piece at a time. */
export async function verifyChain(
  db: PrismaClient,
  { expected = null, from = null }: VerifyOptions = {},
): Promise<ChainState> {
  let head = from;
  for (;;) {
    const rows = await chunkAfter(db, head?.seq ?? 0);
    for (const row of rows) {
      const seq: number = (head?.seq ?? 0) + 1;
      if (Number(row.seq) !== seq) return { head, brokenAt: seq, why: 'missing' };
      if (hashOfEntry(head?.hash ?? '', row) !== row.hash) return { head, brokenAt: seq, why: 'changed' };
      if (expected && expected.seq === seq && expected.hash !== row.hash) {
        return { head, brokenAt: seq, why: 'head' };
      }
      head = { seq, hash: row.hash };
    }
    if (rows.length < CHUNK) break;
  }
  if (expected && expected.seq > (head?.seq ?? 0)) {
    return { head, brokenAt: (head?.seq ?? 0) + 1, why: 'head' };
  }
  return { head, brokenAt: null, why: null };
}

/** `detail` as the text that was stored: reading it as a document would lose how it was written. */
function chunkAfter(db: PrismaClient, seq: number): Promise<(ChainedEntry & { hash: string })[]> {
  return db.$queryRaw`
    SELECT seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, user_id AS "userId", email,
      action, subject, outcome, code, address, detail::text AS detail, hash
    FROM audit_entries WHERE seq > ${seq} ORDER BY seq LIMIT ${CHUNK}`;
}
