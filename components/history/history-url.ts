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
/** Least durations to choose from, in seconds. */
export const LONGER = [10, 60, 600, 3600, 21_600] as const;
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
  const longer = LONGER.find((seconds) => String(seconds) === text('longer'));
  const [from, to] = [dayOf(text('from')), dayOf(text('to'))];
  return {
    status: status && (status === 'running' ? ['running', 'rolling-back'] : [status]),
    kind: kind.success ? [kind.data] : undefined,
    sourceId: text('source'),
    targetId: text('target'),
    projectId: text('project'),
    batchId: text('batch'),
    userId: text('person'),
    from,
    to: to === undefined ? undefined : to + DAY_MS - 1,
    longerMs: longer && longer * 1000,
    differences: text('differences') === '1' || undefined,
    cursor: text('cursor'),
  };
}

function dayOf(text: string | undefined): number | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : at;
}

/** The runs that are chosen to be compared: two at most. */
export function readChosen({ a, b }: SearchParams): string[] {
  const ids = [a, b].filter((id) => typeof id === 'string' && /^[a-z0-9]{1,64}$/.test(id)) as string[];
  return [...new Set(ids)];
}

/** The address of the next page: the same filters, another place. */
export function withCursor(params: SearchParams, cursor: string | null): string {
  return withFilters('/history', params, { cursor });
}

/** Another address behind the same filters; what is null is left out. */
export function withFilters(
  path: string,
  params: SearchParams,
  changes: Record<string, string | null>,
): string {
  const kept: Record<string, unknown> = { ...params, cursor: undefined, ...changes };
  const query = new URLSearchParams(
    Object.entries(kept).filter((entry): entry is [string, string] => {
      const [, value] = entry;
      return typeof value === 'string' && value !== '';
    }),
  );
  return query.size > 0 ? `${path}?${query}` : path;
}

export function isFiltered({ cursor: _, ...filter }: RunFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}
