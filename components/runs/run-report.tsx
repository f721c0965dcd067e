'use client';

import { Download, Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { ObjectList } from '../schema-review/object-list.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { Facts } from '../ui/facts.tsx';
import { Bytes, Duration } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { ExactTime } from '../ui/time.tsx';
import { AcceptedFindings } from './accepted-findings.tsx';
import type { LiveView } from './live-run.ts';
import { RunStatusChip } from './run-status.tsx';
import { SnapshotRemoval } from './snapshot-removal.tsx';

interface RunReportProps {
  run: RunDetail;
  live: LiveView;
  removeSnapshot: PanelActions['removeSnapshot'];
}

/** The document of the run to take along, and what stands at its head: who, when, from what, by which plan. */
export function RunReport({ run, live, removeSnapshot }: RunReportProps) {
  const t = useTranslations('runs');
  const stageName = useTranslations('stages');
  const { state, meta } = live;
  const objects = run.report?.objects.filter((object) => object.outcome !== 'migrated') ?? [];
  return (
    <div className="grid grid-cols-1 gap-4">
      <Panel
        title={t('report.title')}
        aside={
          <>
            <ButtonLink size="sm" href={`/runs/${run.id}/report`}>
              <Printer aria-hidden className="size-3.5" />
              {t('report.paper')}
            </ButtonLink>
            {meta.hasReport ? <Downloads id={run.id} /> : null}
          </>
        }
      >
        <p className="text-ink-2">{t(meta.hasReport ? 'report.lead' : 'report.waiting')}</p>
      </Panel>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Panel title={t('report.people')}>
          <Facts className="-my-2" items={peopleAndTimes({ run, live, removeSnapshot }, t)} />
        </Panel>
        <Panel title={t('report.stages')}>
          <Facts
            className="-my-2"
            items={state.stages.map((stage) => ({
              label: stageName(stage.name),
              value: <Duration value={stage.seconds} />,
            }))}
          />
        </Panel>
      </div>
      <AcceptedFindings accepted={run.report?.accepted} />
      {objects.length > 0 ? (
        <Panel title={t('report.objects')} flush>
          <ObjectList objects={objects} />
        </Panel>
      ) : null}
    </div>
  );
}

/** Plain links: the browser downloads them, and they can be copied. */
function Downloads({ id }: { id: string }) {
  const t = useTranslations('runs.report');
  return (
    <>
      {(['json', 'csv'] as const).map((format) => (
        <a
          key={format}
          href={`/api/runs/${id}/report?format=${format}`}
          download
          className={buttonStyle({ size: 'sm' })}
        >
          <Download aria-hidden className="size-3.5" />
          {t(format)}
        </a>
      ))}
    </>
  );
}

function peopleAndTimes(
  { run, live: { state, meta }, removeSnapshot }: RunReportProps,
  t: ReturnType<typeof useTranslations<'runs'>>,
) {
  const time = (at: number | null) => (at === null ? '—' : <ExactTime at={at} />);
  const { status, kind } = state;
  return [
    {
      label: t('report.outcome'),
      value: <RunStatusChip {...{ kind, status, meta }} differences={run.differences} />,
    },
    { label: t('facts.by'), value: run.by?.name ?? '—' },
    { label: t('facts.queued'), value: time(run.queuedAt) },
    { label: t('facts.started'), value: time(state.startedAt) },
    { label: t('facts.ended'), value: time(state.endedAt) },
    ...(run.cancelledBy ? [{ label: t('report.cancelledBy'), value: run.cancelledBy.name }] : []),
    ...(run.rollback
      ? [
          { label: t('report.rolledBackBy'), value: run.rollback.by?.name ?? '—' },
          { label: t('report.reason'), value: run.rollback.reason },
        ]
      : []),
    {
      label: t('facts.plan'),
      value: state.planHash ? <Name className="break-all">{state.planHash}</Name> : '—',
    },
    ...(state.snapshot
      ? [
          {
            label: t('facts.snapshot'),
            value: (
              <>
                <Bytes value={state.snapshot.bytes} />
                <SnapshotRemoval run={run} removeSnapshot={removeSnapshot} />
              </>
            ),
          },
          { label: t('facts.sha'), value: <Name className="break-all">{state.snapshot.sha256}</Name> },
        ]
      : []),
  ];
}
