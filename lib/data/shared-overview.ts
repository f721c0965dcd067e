/** One reading of the overview for everybody who watches it: it is the same for every role. */
import type { PrismaClient } from '../store/database.ts';
import type { Overview } from './dto/overview.ts';
import { readOverview } from './overview.ts';

const FRESH_MS = 1_500;

let latest: { at: number; overview: Promise<Overview> } | null = null;

/** For callers that have authorised. */
export function sharedOverview(db: PrismaClient): Promise<Overview> {
  if (latest && Date.now() - latest.at < FRESH_MS) return latest.overview;
  const overview = readOverview(db);
  latest = { at: Date.now(), overview };
  overview.catch(() => {
    latest = null;
  });
  return overview;
}
