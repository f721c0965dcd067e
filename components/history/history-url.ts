/** The filters of the history as they stand in the URL. Pure. */
import type { RunFilter } from '../../lib/data/dto/run.ts';
import { RunKind } from '../../lib/engine/types.ts';

export const OUTCOMES = [
  'succeeded',
  'failed',
  'cancelled',
  'rolled-back',
  'rollback-failed',
  'running',
  'paused',
  'finalised',
  'queued',
] as const;
const DAY_MS = 24 * 3600_000;

export type SearchParams = Record<string, string | string[] | undefined>;

/** What stands in the URL; anything it cannot mean is left out. Days are days of UTC. */
export function readFilter(params: SearchParams): RunFilter {
  const text = (name: string) => {
    const value = params[name];
    return typeof value === 'string' && value !== '' && !value.includes('\0') ? value : undefined;
  };
  const status = OUTCOMES.find((one) => one === text('status'));
  const kind = RunKind.safeParse(text('kind'));
  const [from, to] = [dayOf(text('from')), dayOf(text('to'))];
  return {
    status: status && (status === 'running' ? ['running', 'rolling-back'] : [status]),
    kind: kind.success ? [kind.data] : undefined,
    sourceId: text('source'),
    targetId: text('target'),
    userId: text('person'),
    from,
    to: to === undefined ? undefined : to + DAY_MS - 1,
    differences: text('differences') === '1' || undefined,
    cursor: text('cursor'),
  };
}

function dayOf(text: string | undefined): number | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : at;
}

/** The address of the next page: the same filters, another place. */
export function withCursor(params: SearchParams, cursor: string | null): string {
  const entries = Object.entries(params).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && entry[1] !== '' && entry[0] !== 'cursor',
  );
  const query = new URLSearchParams(entries);
  if (cursor) query.set('cursor', cursor);
  return query.size > 0 ? `/history?${query}` : '/history';
}

export function isFiltered({ cursor: _, ...filter }: RunFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}
