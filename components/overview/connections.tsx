'use client';

import { useTranslations } from 'next-intl';
import type { ServerHealth } from '../../lib/data/dto/server.ts';
import { cn } from '../ui/cn.ts';
import { useFormat } from '../ui/format.ts';

/** In the order they are drawn: what works, what only waits, what may be stuck. */
const STATES = ['active', 'idle', 'idle in transaction', 'other'] as const;
type State = (typeof STATES)[number];

const COLOURS: Record<State, string> = {
  active: 'bg-accent',
  idle: 'bg-edge',
  'idle in transaction': 'bg-attention',
  other: 'bg-line-strong',
};
const KEYS = {
  active: 'active',
  idle: 'idle',
  'idle in transaction': 'idleInTransaction',
  other: 'other',
} as const;

function byState(server: ServerHealth): Record<State, number> {
  const counts: Record<State, number> = { active: 0, idle: 0, 'idle in transaction': 0, other: 0 };
  for (const [name, count] of Object.entries(server.byState)) {
    const state = STATES.find((known) => known === name) ?? 'other';
    counts[state] += count;
  }
  return counts;
}

/** How many of a server's connections are taken, and by what. */
export function Connections({ server }: { server: ServerHealth }) {
  const t = useTranslations('overview.connections');
  const { count } = useFormat();
  const counts = byState(server);
  const used = STATES.reduce((sum, state) => sum + counts[state], 0);
  const max = Math.max(1, server.maxConnections);
  const nearlyFull = used >= max * 0.9;
  return (
    <div>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className={cn('font-semibold text-lg', nearlyFull && 'text-bad')}>
          {count(used)} / {count(server.maxConnections)}
        </span>
        <span className="text-ink-2 text-sm">{t(nearlyFull ? 'nearlyFull' : 'title')}</span>
      </p>
      <div aria-hidden className="mt-1.5 flex h-2 overflow-hidden rounded-full bg-line">
        {STATES.map((state) => (
          <span key={state} className={COLOURS[state]} style={{ width: `${(counts[state] / max) * 100}%` }} />
        ))}
      </div>
      <dl className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {STATES.filter((state) => state !== 'other' || counts.other > 0).map((state) => (
          <div key={state} className="flex items-center gap-1.5">
            <span aria-hidden className={cn('size-2 shrink-0 rounded-full', COLOURS[state])} />
            <dt className="text-ink-2">{t(KEYS[state])}</dt>
            <dd className="font-medium">{count(counts[state])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
