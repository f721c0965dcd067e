'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Role } from '../../lib/data/dto/person.ts';
import type { Tour } from '../../lib/data/dto/tour.ts';
import { useLiveOverview } from '../shell/live-overview.tsx';
import { TourPanel } from '../tour/tour-panel.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { AttentionList } from './attention-list.tsx';
import { FirstSteps } from './first-steps.tsx';
import { LatestList } from './latest-list.tsx';
import { RunningList } from './running-list.tsx';
import { ServerPanel } from './server-panel.tsx';
import { WorkersPanel } from './workers-panel.tsx';

interface OverviewViewProps {
  role: Role;
  /** Null where there is none, or it was put away. */
  tour: Tour | null;
  actions: Pick<PanelActions, 'setTour' | 'changeSample'>;
}

/** The first page: what needs attention, what goes on, how it went, how servers and pools are. */
export function OverviewView({ role, tour, actions }: OverviewViewProps) {
  const t = useTranslations('overview');
  const { overview } = useLiveOverview();
  const { attention, running, latest, panel, targets, workers, counts } = overview;
  const mayMigrate = role === 'admin';
  const fresh = running.length === 0 && latest.length === 0;
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          mayMigrate && !fresh ? (
            <ButtonLink href="/migrations/new" variant="primary">
              <Plus aria-hidden className="size-4" />
              {t('newMigration')}
            </ButtonLink>
          ) : null
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="grid min-w-0 gap-4">
          {fresh ? <FirstSteps counts={counts} mayMigrate={mayMigrate} /> : null}
          <AttentionList items={attention} />
          {running.length > 0 ? <RunningList runs={running} /> : null}
          {tour ? <TourPanel tour={tour} actions={actions} /> : null}
          {latest.length > 0 ? <LatestList runs={latest} /> : null}
        </div>
        <div className="grid min-w-0 gap-4 md:grid-cols-2 xl:grid-cols-1">
          {targets.map((target) => (
            <ServerPanel
              key={target.id}
              title={target.name}
              server={target.server}
              pools={target.pools}
              series={target.series}
              seriesLabel={t('connectionsSeries', { name: target.name })}
            />
          ))}
          <ServerPanel
            title={t('panel')}
            server={panel.server}
            pools={panel.pools}
            series={panel.series}
            seriesLabel={t('poolSeries')}
          />
          <WorkersPanel workers={workers} />
        </div>
      </div>
    </>
  );
}
