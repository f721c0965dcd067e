'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { MigrationDetail } from '../../lib/data/dto/migration.ts';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import { HelpMark } from '../help/help-mark.tsx';
import { ChoicesPanel } from '../overrides/choices-panel.tsx';
import { DraftBar } from '../overrides/draft-bar.tsx';
import { DraftProvider } from '../overrides/draft-context.tsx';
import { TrialsProvider } from '../overrides/trials-context.tsx';
import { runError } from '../runs/run-error.ts';
import { isActive } from '../runs/run-figures.ts';
import { RunList } from '../runs/run-list.tsx';
import { AcceptedProvider } from '../schema-review/accepted-context.tsx';
import { SchemaReview } from '../schema-review/schema-review.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Name } from '../ui/name.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import type { MigrationActionSet } from './action-set.ts';
import { FindingCounts } from './finding-counts.tsx';
import { MigrationActions } from './migration-actions.tsx';
import { PreviewRun } from './preview-run.tsx';
import { ReplaceNotice } from './replace-notice.tsx';
import { useStarting } from './use-starting.ts';

interface MigrationViewProps {
  migration: MigrationDetail;
  /** The latest preview, while it goes or where it made no plan. */
  preview: RunDetail | null;
  actions: MigrationActionSet;
}

/** Plan, schema and findings of a migration, what is chosen, what can be started, and what was. */
export function MigrationView(props: MigrationViewProps) {
  const { migration, preview } = props;
  const { edit } = migration.permissions;
  const error = useMemo(() => runError(preview?.state.error ?? null), [preview]);
  return (
    <DraftProvider
      name={migration.id}
      saved={migration.options.overrides}
      denied={edit.allowed ? null : edit.why === 'role' ? 'role' : 'busy'}
      plan={migration.plan}
      error={error}
    >
      <TrialsProvider
        migration={migration.id}
        planRun={migration.planRun}
        countMisfits={props.actions.countMisfits}
      >
        <AcceptedProvider migration={migration} actions={props.actions}>
          <Whole {...props} />
        </AcceptedProvider>
      </TrialsProvider>
    </DraftProvider>
  );
}

function Whole({ migration, preview, actions }: MigrationViewProps) {
  const t = useTranslations('migrations');
  const [replace, setReplace] = useState(false);
  const [error, setError] = useState<ShownError | null>(null);
  const { plan } = migration;
  const planning = preview !== null && isActive(preview.state);
  const starting = useStarting(migration, { replace, actions, onError: setError });
  const runs = migration.runs.filter(({ kind }) => kind !== 'plan');
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/migrations' }]}
        title={migration.name}
        chips={
          plan && !planning ? (
            <>
              <span className="text-ink-3 text-sm">
                {t('plan')} <Name title={plan.hash}>{plan.hash.slice(0, 8)}</Name>{' '}
                <HelpMark term="planHash" />
              </span>
              <FindingCounts plan={plan} accepted={migration.accepted.length} />
            </>
          ) : null
        }
        actions={<MigrationActions {...{ migration, planning, replace, actions, starting }} />}
      />
      <div className="grid grid-cols-1 gap-4">
        {error ? <ErrorPanel error={error} fresh /> : null}
        {preview ? <PreviewRun key={preview.id} run={preview} cancelRun={actions.cancelRun} /> : null}
        {plan && !planning ? (
          <>
            {migration.planOutdated ? <Notice tone="attention">{t('outdated')}</Notice> : null}
            {changedSince(migration) ? <Notice>{t('targetChanged')}</Notice> : null}
            <ReplaceNotice plan={plan} replace={replace} onChange={setReplace} />
            <SchemaReview plan={plan} choices={<ChoicesPanel />} />
          </>
        ) : planning ? null : (
          <ChoicesPanel />
        )}
        <Panel title={t('runs.title')} note={runs.length === 0 ? t('runs.none') : runs.length} flush>
          {migration.runs.length === 0 ? null : <RunList runs={migration.runs} of="migration" />}
        </Panel>
      </div>
      {planning ? null : <DraftBar pending={starting.busy('again')} onPlan={() => starting.start('again')} />}
    </>
  );
}

/** A run has moved tables in the target since the plan was made: it describes what stood there before. */
function changedSince({ latestPlan, latestRun }: MigrationDetail): boolean {
  if (!latestPlan || latestRun?.kind !== 'full' || latestRun.queuedAt < latestPlan.queuedAt) return false;
  return latestRun.status === 'succeeded' || latestRun.status === 'rolled-back';
}
