'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { TableProgress } from '../../lib/engine/events.ts';
import { ObjectList } from '../schema-review/object-list.tsx';
import { Count } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { type KeptRows, keptRows, NONE_KEPT } from './kept-rows.ts';
import { LinkBadge } from './link-badge.tsx';
import { Mismatches } from './mismatches.tsx';
import type { OneTable } from './one-table.ts';
import { PlainFindings } from './plain-findings.tsx';
import { isActive } from './run-figures.ts';
import { RunQuarantine } from './run-quarantine.tsx';
import { TableMapping } from './table-mapping.tsx';
import { tablePhases } from './table-phases.ts';
import { TableProgressPanel } from './table-progress.tsx';
import { TableStateChip } from './table-state-chip.tsx';
import { Timeline } from './timeline.tsx';
import { concerns, type TimelineEntry } from './timeline-entries.ts';
import { useLiveRun } from './use-live-run.ts';
import { useNow } from './use-now.ts';
import { Verdict } from './verdict.tsx';

interface TableViewProps extends OneTable {
  name: string;
  events: TimelineEntry[];
  /** When the server drew the page. */
  at: number;
  /** The tab of the run's page that leads here. */
  from: string;
  putInRows: PanelActions['putInRows'];
}

/** One table of a run, live: its mapping, how far it is, what the comparison found, what was kept out. */
export function TableView({
  name,
  run,
  plan,
  findings,
  objects,
  events,
  at,
  from,
  putInRows,
}: TableViewProps) {
  const t = useTranslations('runs');
  const kind = useTranslations('runKind');
  const f = useTranslations('findings');
  const live = useLiveRun(run.id, run);
  const { state } = live;
  const now = useNow(at, isActive(state)) - live.ahead;
  const names = useMemo(() => [name, plan?.target ?? name], [name, plan]);
  const entries = useMemo(() => {
    const last = events.at(-1)?.seq ?? 0;
    return [...events, ...live.events.filter(({ seq, event }) => seq > last && concerns(event, names))];
  }, [events, live.events, names]);
  const happened = useMemo(() => entries.map(({ event }) => event), [entries]);
  const kept = useMemo(() => keptRows(run).get(name) ?? NONE_KEPT, [run, name]);
  const table = state.tables.find((one) => one.name === name);
  const copies = state.kind === 'full' || state.kind === 'dry';
  const stands = state.status === 'succeeded' || state.status === 'finalised';
  const inTarget = kept.quarantined > 0 && state.kind === 'full' && stands;
  const mismatches = table?.verification?.mismatches ?? [];
  return (
    <>
      <PageHeader
        crumbs={[
          { label: run.migration.name, href: `/migrations/${run.migration.id}` },
          { label: kind(run.kind), href: `/runs/${run.id}?tab=${from}` },
        ]}
        title={
          <>
            <Name>{name}</Name>
            {plan && plan.target !== name ? (
              <span className="font-normal text-ink-3">
                {' → '}
                <Name>{plan.target}</Name>
              </span>
            ) : null}
          </>
        }
        chips={
          <>
            {table ? <TableStateChip table={table} /> : null}
            <LinkBadge link={live.link} />
          </>
        }
      />
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          {run.kind === 'plan' ? null : <Comparison table={table} kept={kept} active={isActive(state)} />}
          <Mismatches table={name} mismatches={mismatches} valuesHidden={run.valuesHidden} />
          {inTarget ? <RunQuarantine run={run} only={name} putInRows={putInRows} /> : null}
          {plan ? (
            <TableMapping plan={plan} schema={run.plan?.target.schema ?? ''} />
          ) : (
            <Notice>{t('table.noPlan')}</Notice>
          )}
          {findings.length > 0 ? (
            <Panel title={f('title')} note={f('forTable')} flush>
              <PlainFindings findings={findings} />
            </Panel>
          ) : null}
          {objects.length > 0 ? (
            <Panel title={t('report.objects')} flush>
              <ObjectList objects={objects} />
            </Panel>
          ) : null}
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          {table ? (
            <TableProgressPanel
              {...{ table, kept, copies }}
              phases={tablePhases(happened, now)}
              events={happened}
            />
          ) : null}
          <Panel title={t('timeline.title')} note={t('timeline.latest')} flush>
            <Timeline entries={entries.filter(({ event }) => concerns(event, names))} />
          </Panel>
        </div>
      </div>
    </>
  );
}

interface ComparisonProps {
  table: TableProgress | undefined;
  kept: KeptRows;
  active: boolean;
}

/** Counts and content on both sides. What choices keep out is not compared, and is in the source all the same. */
function Comparison({ table, kept, active }: ComparisonProps) {
  const t = useTranslations('verification');
  const v = table?.verification;
  return (
    <Panel title={t('title')}>
      {v ? (
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
          <Fact
            label={t('sourceRows')}
            value={<Count value={v.sourceRows + kept.quarantined + kept.leftOut} />}
          />
          <Fact label={t('targetRows')} value={<Count value={v.targetRows} />} />
          <Fact label={t('count')} value={<Verdict verdict={v.count} />} />
          <Fact label={t('content')} value={<Verdict verdict={v.content} />} />
        </dl>
      ) : (
        <p className="text-ink-2">{t(active ? 'notYet' : 'none')}</p>
      )}
    </Panel>
  );
}

function Fact({ label, value }: { label: string; value: React.ReactNode }) {
  return (
    <div>
      <dt className="text-ink-2 text-sm">{label}</dt>
      <dd className="mt-0.5 font-medium text-lg">{value}</dd>
    </div>
  );
}
