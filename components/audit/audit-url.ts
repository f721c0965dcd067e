/** The filters of the audit as they stand in the URL. Pure. */
import type { AuditFilter } from '../../lib/data/dto/audit.ts';

export const OUTCOMES = ['done', 'refused', 'failed'] as const;
export const FIELDS = ['who', 'action', 'outcome', 'subject', 'from', 'to'];
const DAY_MS = 24 * 3600_000;

export type SearchParams = Record<string, string | string[] | undefined>;

/** What stands in the URL; anything it cannot mean is left out. Days are days of UTC. */
export function readFilter(params: SearchParams): AuditFilter {
  const text = (name: string) => {
    const value = params[name];
    const fits = typeof value === 'string' && !value.includes('\0') && value.length <= 200;
    return fits ? value.trim() || undefined : undefined;
  };
  const cursor = Number(text('cursor'));
  const to = dayOf(text('to'));
  return {
    who: text('who'),
    action: text('action'),
    outcome: OUTCOMES.find((one) => one === text('outcome')),
    subject: text('subject'),
    from: dayOf(text('from')),
    to: to === undefined ? undefined : to + DAY_MS - 1,
    cursor: Number.isSafeInteger(cursor) && cursor > 0 ? cursor : undefined,
  };
}

function dayOf(text: string | undefined): number | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : at;
}

/** Another address with the same filters: the next page, or the file. */
export function withFilter(
  path: string,
  params: SearchParams,
  change: Record<string, string | number | null>,
): string {
  const query = new URLSearchParams();
  for (const name of FIELDS) {
    const value = params[name];
    if (typeof value === 'string' && value !== '') query.set(name, value);
  }
  for (const [name, value] of Object.entries(change)) if (value !== null) query.set(name, String(value));
  return query.size > 0 ? `${path}?${query}` : path;
}

export function isFiltered({ cursor: _, ...filter }: AuditFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

const PAGES: Record<string, string> = {
  source: '/sources',
  target: '/targets',
  migration: '/migrations',
  run: '/runs',
  rollback: '/runs',
  quarantine: '/runs',
};

/** The page of what an entry is about; null where there is none. */
export function pageOf({ action, subject }: { action: string; subject: string | null }): string | null {
  const folder = PAGES[action.split('.')[0] ?? ''];
  return folder && subject && /^[a-z0-9]{1,64}$/.test(subject) ? `${folder}/${subject}` : null;
}
