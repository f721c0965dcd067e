'use client';

import { Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Permission } from '../../lib/data/dto/permission.ts';
import type { RunMeta } from '../../lib/data/dto/run-live.ts';
import type { RunStatus } from '../../lib/engine/events.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useAction } from '../ui/use-action.ts';
import { saidStatus } from './run-status.tsx';

interface PauseButtonProps {
  id: string;
  status: RunStatus;
  meta: RunMeta;
  permission: Permission;
  actions: Pick<PanelActions, 'pauseRun' | 'resumeRun'>;
}

/** Pauses a run, or resumes a paused one. What the button says comes from the worker, never from the click alone. */
export function PauseButton({ id, status, meta, permission, actions }: PauseButtonProps) {
  const t = useTranslations('runs.pause');
  const denial = useTranslations('denial');
  const pausing = useAction(actions.pauseRun);
  const resuming = useAction(actions.resumeRun);
  const said = saidStatus({ kind: 'full', status, meta });
  const paused = said === 'paused';
  const { run, pending, error } = paused ? resuming : pausing;
  const under = said === 'pausing' || said === 'resuming';
  const why = said === 'cancelling' ? t('cancelling') : permission.why ? denial(permission.why) : null;
  return (
    <>
      <Button pending={pending || under} disabledReason={why} onClick={() => void run({ id })}>
        {pending || under ? null : paused ? (
          <Play aria-hidden className="size-3.5" />
        ) : (
          <Pause aria-hidden className="size-3.5" />
        )}
        {t(under ? said : paused ? 'resume' : 'pause')}
      </Button>
      {error ? (
        <div className="basis-full">
          <ErrorPanel error={error} fresh />
        </div>
      ) : null}
    </>
  );
}
