'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { MisplacedChoice } from '../overrides/misplaced-choice.tsx';
import { CancelButton } from '../runs/cancel-button.tsx';
import { LinkBadge } from '../runs/link-badge.tsx';
import { runError } from '../runs/run-error.ts';
import { isActive } from '../runs/run-figures.ts';
import { RunStatusChip } from '../runs/run-status.tsx';
import { RunWaiting } from '../runs/run-waiting.tsx';
import { StageLine } from '../runs/stage-line.tsx';
import { useLiveRun } from '../runs/use-live-run.ts';
import { ButtonLink } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';

interface PreviewRunProps {
  run: RunDetail;
  cancelRun: PanelActions['cancelRun'];
}

/** The preview while it is made, stage by stage; when it is done the page shows the plan. */
export function PreviewRun({ run, cancelRun }: PreviewRunProps) {
  const t = useTranslations('migrations.preview');
  const router = useRouter();
  const live = useLiveRun(run.id, run);
  const { state, meta } = live;
  const ended = useRef(live.link === 'ended');
  useEffect(() => {
    if (live.link === 'ended' && !ended.current) router.refresh();
    ended.current = live.link === 'ended';
  }, [live.link, router]);
  const error = runError(state.error);
  if (state.status === 'failed' && error) {
    return (
      <ErrorPanel
        error={error}
        title={t('failed')}
        actions={
          <>
            <MisplacedChoice />
            <ButtonLink size="sm" href={`/runs/${run.id}`}>
              {t('open')}
            </ButtonLink>
          </>
        }
      />
    );
  }
  if (state.status === 'cancelled') return <Notice>{t('cancelled')}</Notice>;
  return (
    <Panel
      title={t('title')}
      aside={
        <>
          <RunStatusChip kind={state.kind} status={state.status} meta={meta} />
          <LinkBadge link={live.link} />
          {isActive(state) ? (
            <CancelButton
              id={run.id}
              permission={run.permissions.cancel}
              asked={meta.cancelRequestedAt !== null}
              preview
              cancelRun={cancelRun}
            />
          ) : null}
        </>
      }
    >
      <StageLine stages={state.stages} ended={!isActive(state)} />
      <p className="text-ink-2">{t('text')}</p>
      <RunWaiting state={state} meta={meta} />
    </Panel>
  );
}
