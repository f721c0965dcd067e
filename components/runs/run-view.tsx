'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { LogView } from '../log/log-view.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { useFormat } from '../ui/format.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { type Tab, Tabs } from '../ui/tabs.tsx';
import { CancelButton } from './cancel-button.tsx';
import { Finalise } from './finalise.tsx';
import { keptRows, keptTotals } from './kept-rows.ts';
import { LinkBadge } from './link-badge.tsx';
import { LiveTitle } from './live-title.tsx';
import { PauseButton } from './pause-button.tsx';
import { Rollback } from './rollback-sheet.tsx';
import { isActive } from './run-figures.ts';
import { RunNotices } from './run-notices.tsx';
import { RunOverview } from './run-overview.tsx';
import { RunQuarantine } from './run-quarantine.tsx';
import { RunReport } from './run-report.tsx';
import { RunStatusChip } from './run-status.tsx';
import { RunTables } from './run-tables.tsx';
import { RunVerification } from './run-verification.tsx';
import { StageLine } from './stage-line.tsx';
import { type TimelineEntry, timelineEntries } from './timeline-entries.ts';
import { useLiveRun } from './use-live-run.ts';
import { useNow } from './use-now.ts';

interface RunViewProps {
  run: RunDetail;
  timeline: TimelineEntry[];
  /** When the server drew the page. */
  at: number;
  actions: Pick<
    PanelActions,
    | 'cancelRun'
    | 'pauseRun'
    | 'resumeRun'
    | 'prepareRollback'
    | 'rollbackRun'
    | 'prepareFinalise'
    | 'finaliseRun'
    | 'removeSnapshot'
    | 'putInRows'
  >;
}

const TABS = ['overview', 'tables', 'verification', 'quarantine', 'log', 'report'] as const;

/** A run as it is, live; the open tab stands in the URL. */
export function RunView({ run, timeline, at, actions }: RunViewProps) {
  const t = useTranslations('runs');
  const kind = useTranslations('runKind');
  const router = useRouter();
  const { count } = useFormat();
  const live = useLiveRun(run.id, run);
  const { state, meta } = live;
  const active = isActive(state);
  const now = useNow(at, active) - live.ahead;
  const entries = useMemo(() => timelineEntries(timeline, live.events), [timeline, live.events]);
  // The report, permissions and history come with the page: once more when it has ended.
  const ended = useRef(live.link === 'ended');
  useEffect(() => {
    const has = live.link === 'ended';
    if (has && !ended.current) router.refresh();
    ended.current = has;
  }, [live.link, router]);

  const asked = () => {
    live.again();
    router.refresh();
  };
  const goes = ['queued', 'running', 'paused'].includes(state.status);
  const copies = state.kind === 'full' || state.kind === 'dry';
  const kept = useMemo(() => keptRows(run), [run]);
  // They are kept in the target once the tables are public; a dry run only counts them.
  const { quarantined } = keptTotals(kept);
  const stands = state.status === 'succeeded' || state.status === 'finalised';
  const inTarget = quarantined > 0 && state.kind === 'full' && stands;
  const tabs: Tab[] = [
    { value: 'overview', content: <RunOverview {...{ run, live, entries, now, kept }} /> },
    {
      value: 'tables',
      count: state.tables.length || null,
      content: <RunTables {...{ copies, kept }} runId={run.id} tab="tables" tables={state.tables} />,
    },
    {
      value: 'verification',
      content: <RunVerification {...{ state, kept }} runId={run.id} valuesHidden={run.valuesHidden} />,
    },
    ...(inTarget
      ? [
          {
            value: 'quarantine',
            count: count(quarantined),
            content: <RunQuarantine run={run} putInRows={actions.putInRows} />,
          },
        ]
      : []),
    {
      value: 'log',
      content: <LogView runId={run.id} state={state} seq={live.seq} live={active} />,
    },
    { value: 'report', content: <RunReport {...{ run, live }} removeSnapshot={actions.removeSnapshot} /> },
  ].map((tab) => ({ ...tab, label: t(`tabs.${tab.value as (typeof TABS)[number]}`) }));

  const name = `${kind(state.kind)}: ${run.migration.name}`;
  return (
    <>
      <LiveTitle state={state} name={name} />
      <PageHeader
        crumbs={[{ label: run.migration.name, href: `/migrations/${run.migration.id}` }]}
        title={
          <>
            {kind(state.kind)} <span className="font-normal text-ink-2">{run.source.name}</span>
            <span className="font-normal text-ink-3"> → </span>
            <span className="font-normal text-ink-2">{run.target.name}</span>
          </>
        }
        chips={
          <>
            <RunStatusChip
              kind={state.kind}
              status={state.status}
              differences={run.differences}
              quarantined={quarantined}
              meta={meta}
            />
            <LinkBadge link={live.link} />
          </>
        }
        actions={
          goes ? (
            <>
              <PauseButton
                id={run.id}
                status={state.status}
                meta={meta}
                permission={run.permissions.pause}
                actions={actions}
              />
              <CancelButton
                id={run.id}
                permission={run.permissions.cancel}
                asked={meta.cancelRequestedAt !== null}
                preview={state.kind === 'plan'}
                cancelRun={actions.cancelRun}
              />
            </>
          ) : (
            <>
              <ButtonLink href={`/migrations/${run.migration.id}`}>{t('again')}</ButtonLink>
              {run.cutOver ? <Finalise run={run} actions={actions} onAsked={asked} /> : null}
              <Rollback run={run} actions={actions} onAsked={asked} />
            </>
          )
        }
      />
      <RunNotices run={run} live={live} />
      <StageLine stages={state.stages} ended={!isActive(state)} />
      <TabsInUrl tabs={tabs} />
    </>
  );
}

function TabsInUrl({ tabs }: { tabs: Tab[] }) {
  const t = useTranslations('runs.tabs');
  const params = useSearchParams();
  const path = usePathname();
  const asked = params.get('tab');
  const value = tabs.some((tab) => tab.value === asked) ? (asked as string) : 'overview';
  const show = (tab: string) =>
    window.history.replaceState(null, '', tab === 'overview' ? path : `${path}?tab=${tab}`);
  return <Tabs tabs={tabs} value={value} onChange={show} label={t('label')} />;
}
