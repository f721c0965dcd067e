'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import type { RunState } from '../../lib/engine/events.ts';
import { useFormat } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import { Progress } from '../ui/progress.tsx';
import type { KeptByTable } from './kept-rows.ts';
import type { LiveView } from './live-run.ts';
import { rate, roundRange, timeLeft, WINDOW_MS } from './pace.ts';
import { RunFacts } from './run-facts.tsx';
import { elapsedSeconds, isActive, runShare, totalsOf } from './run-figures.ts';
import { RunTables } from './run-tables.tsx';
import { RunWaiting } from './run-waiting.tsx';
import { ThroughputChart } from './throughput-chart.tsx';
import { Timeline } from './timeline.tsx';
import type { TimelineEntry } from './timeline-entries.ts';

interface RunOverviewProps {
  run: RunDetail;
  live: LiveView;
  entries: TimelineEntry[];
  now: number;
  kept: KeptByTable;
}

const LATEST = 8;

export function RunOverview({ run, live, entries, now, kept }: RunOverviewProps) {
  const t = useTranslations('runs');
  const { state } = live;
  const copies = state.kind === 'full' || state.kind === 'dry';
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <Panel>
          <Figures state={state} now={now} copies={copies} />
          {copies ? (
            <ThroughputChart samples={state.samples} ended={!isActive(state)} />
          ) : (
            <div className="mt-4">
              <Progress value={runShare(state)} label={t('progressLabel')} tone={toneOf(state)} />
            </div>
          )}
          <RunWaiting state={state} meta={live.meta} />
        </Panel>
        <RunTables runId={run.id} tab="overview" tables={state.tables} copies={copies} kept={kept} />
      </div>
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <RunFacts run={run} live={live} />
        <Panel title={t('timeline.title')} note={t('timeline.latest')} flush>
          <Timeline entries={entries.slice(-LATEST)} />
        </Panel>
      </div>
    </div>
  );
}

function toneOf(state: RunState) {
  if (isActive(state)) return 'running';
  return state.status === 'succeeded' ? 'good' : 'neutral';
}

function Figures({ state, now, copies }: { state: RunState; now: number; copies: boolean }) {
  const t = useTranslations('runs.figures');
  const { count, bytes, percent, seconds } = useFormat();
  const totals = totalsOf(state.tables);
  const elapsed = elapsedSeconds(state, now);
  const active = isActive(state);
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))]">
      <Figure
        value={percent(runShare(state))}
        note={
          copies && totals.rows > 0
            ? t('ofRows', { copied: count(totals.copiedRows), total: count(totals.rows) })
            : t('ofStage')
        }
      />
      {copies ? <Rate state={state} now={now} /> : null}
      {active ? <Left state={state} now={now} /> : null}
      <Figure
        value={elapsed === null ? '—' : seconds(active ? Math.floor(elapsed) : elapsed)}
        note={active ? t('elapsed') : t('took')}
      />
      {copies ? (
        <Figure
          value={bytes(Math.min(totals.copiedBytes, totals.bytes))}
          note={t('moved', { total: bytes(totals.bytes) })}
        />
      ) : (
        <Figure value={count(totals.rows)} note={t('rowsFigure', { count: totals.rows })} />
      )}
    </dl>
  );
}

/** Over the last thirty seconds while rows are copied; afterwards what it was on average. */
function Rate({ state, now }: { state: RunState; now: number }) {
  const t = useTranslations('runs.figures');
  const { count } = useFormat();
  const copy = state.stages.find(({ name }) => name === 'copy');
  if (copy?.state === 'done' && copy.seconds) {
    const average = totalsOf(state.tables).copiedRows / copy.seconds;
    return <Figure value={t('perSecond', { value: count(Math.round(average)) })} note={t('averageRate')} />;
  }
  const going = state.status === 'running';
  const current = going ? rate(state.samples, 'rows', now, WINDOW_MS, copy?.startedAt ?? 0) : null;
  return (
    <Figure
      value={current === null ? '—' : t('perSecond', { value: count(Math.round(current)) })}
      note={t('rate')}
    />
  );
}

function Left({ state, now }: { state: RunState; now: number }) {
  const t = useTranslations('runs.figures');
  const { count } = useFormat();
  const left = timeLeft(state, now);
  const words = state.status === 'paused' ? 'paused' : 'estimating';
  if (!left) return <Figure value={t(words)} note={t('left')} quiet />;
  const { unit, low, high } = roundRange(left);
  const value =
    low === high
      ? t('leftOne', { high: count(high), unit })
      : t('leftRange', { low: count(low), high: count(high), unit });
  return <Figure value={value} note={t('left')} />;
}

function Figure({ value, note, quiet }: { value: ReactNode; note: ReactNode; quiet?: boolean }) {
  return (
    <div className="flex min-w-0 flex-col-reverse justify-end">
      <dt className="text-ink-2 text-sm">{note}</dt>
      <dd
        className={`whitespace-nowrap font-semibold text-2xl tracking-[-0.02em] ${quiet ? 'font-normal text-ink-3 text-xl' : ''}`}
      >
        {value}
      </dd>
    </div>
  );
}
