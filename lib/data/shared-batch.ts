/** One reading of a batch for everybody who watches it: apart from what each may do it is the same. */
import type { PrismaClient } from '../store/database.ts';
import { readBatch } from './batch-rows.ts';

type Reading = ReturnType<typeof readBatch>;

const FRESH_MS = 400;
const latest = new Map<string, { at: number; batch: Reading }>();

/** For callers that have authorised. */
export function sharedBatch(db: PrismaClient, id: string): Reading {
  const now = Date.now();
  for (const [key, { at }] of latest) if (now - at >= FRESH_MS) latest.delete(key);
  const known = latest.get(id);
  if (known) return known.batch;
  const batch = readBatch(db, id);
  latest.set(id, { at: now, batch });
  batch.catch(() => latest.delete(id));
  return batch;
}

/** Somebody has just changed it: whoever looks next sees that. */
export function forgetBatch(id: string): void {
  latest.delete(id);
}
