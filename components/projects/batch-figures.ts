/** What a batch's page says in figures. Pure. */
import type { BatchCounts, BatchItem } from '../../lib/data/dto/batch.ts';
import type { RunState } from '../../lib/engine/events.ts';
import { runShare } from '../runs/run-figures.ts';

export function totalOf(counts: BatchCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

export function doneOf(counts: BatchCounts): number {
  return totalOf(counts) - counts.waiting - counts.running;
}

/** 0 to 1 of one migration; null where nothing is known of it. */
export function itemShare({ run, refused, progress }: BatchItem): number | null {
  if (refused || !run || run.status === 'queued') return null;
  if (run.endedAt !== null && !progress) return 1;
  if (!progress) return null;
  return runShare({ status: run.status, stages: progress.stages } as RunState);
}

/** 0 to 1 of the whole, each migration counting the same. */
export function batchShare(items: BatchItem[]): number {
  if (items.length === 0) return 1;
  const shares = items.map((item) => (item.refused ? 1 : (itemShare(item) ?? 0)));
  return shares.reduce((sum, share) => sum + share, 0) / items.length;
}

const ORDER = ['failed', 'refused', 'running', 'waiting', 'cancelled', 'done'] as const;
export type ItemState = (typeof ORDER)[number];

export function itemState({ run, refused }: BatchItem): ItemState {
  if (refused || !run) return 'refused';
  if (run.status === 'queued') return 'waiting';
  if (/failed$/.test(run.status) || ((run.differences ?? 0) > 0 && run.endedAt !== null)) return 'failed';
  if (run.status === 'cancelled') return 'cancelled';
  return run.endedAt === null || run.status === 'rolling-back' ? 'running' : 'done';
}

/** Failed first, then what goes on, what waits, what is done. */
export function inOrder(items: BatchItem[]): BatchItem[] {
  const rank = (item: BatchItem) => ORDER.indexOf(itemState(item));
  return items.toSorted((a, b) => rank(a) - rank(b));
}

/** What a retry would take up. */
export function retryable(items: BatchItem[]): BatchItem[] {
  return items.filter((item) => ['failed', 'refused', 'cancelled'].includes(itemState(item)));
}

/** Of the plans that stand on the page: nothing else is started. */
export function plansOf(items: Pick<BatchItem, 'migration' | 'ready'>[]): Record<string, string> {
  return Object.fromEntries(
    items.flatMap(({ migration, ready }) => (ready.hash ? [[migration.id, ready.hash] as const] : [])),
  );
}
