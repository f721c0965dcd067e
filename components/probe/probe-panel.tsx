'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Probe } from '../../lib/data/dto/probe.ts';
import { Panel } from '../ui/panel.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { ProbeSteps } from './probe-steps.tsx';
import { useLatestProbe } from './use-probe.ts';

interface ProbePanelProps {
  kind: 'source' | 'target';
  latest: Probe | null;
  /** The button that tests again. */
  action?: ReactNode;
}

/** The latest test of a source or target, live while it goes. */
export function ProbePanel({ kind, latest, action }: ProbePanelProps) {
  const t = useTranslations('probe');
  const probe = useLatestProbe(latest);
  return (
    <Panel
      flush
      title={t('title')}
      note={
        probe?.endedAt ? (
          <>
            <RelativeTime at={probe.endedAt} />
            {probe.by ? ` · ${probe.by.name}` : null}
          </>
        ) : null
      }
      aside={action}
    >
      {probe ? <ProbeSteps probe={probe} kind={kind} /> : <p className="p-4 text-ink-2">{t('never')}</p>}
    </Panel>
  );
}
