import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ProjectMigration } from '../../lib/data/dto/project.ts';
import type { RunRow } from '../../lib/data/dto/run.ts';
import { RunStatusChip } from '../runs/run-status.tsx';
import { Chip } from '../ui/chip.tsx';
import { Name } from '../ui/name.tsx';
import { RelativeTime } from '../ui/time.tsx';

interface MigrationOutcomeProps {
  migration: ProjectMigration;
  /** The run of it that goes on, as the overview tells it. */
  live: RunRow | null;
  /** The schema is its own, not the target's. */
  schema: boolean;
}

/** The latest outcome of a migration, and what its plan asks for; the whole leads to the migration. */
export function MigrationOutcome({ migration, live, schema }: MigrationOutcomeProps) {
  const t = useTranslations('projects.matrix');
  const { latestRun, latestPlan, ready } = migration;
  const run =
    live ?? latestRun ?? (ready.state === 'ready' || latestPlan?.status !== 'succeeded' ? latestPlan : null);
  return (
    <span className="grid justify-items-start gap-0.5">
      <Link href={`/migrations/${migration.id}`} className="rounded-sm after:absolute after:inset-0">
        <span className="sr-only">{migration.name}: </span>
        {run ? (
          <RunStatusChip {...run} />
        ) : ready.state === 'none' ? (
          <span className="text-ink-3 text-sm">{t('noPlan')}</span>
        ) : (
          <PlanProblem ready={ready} />
        )}
      </Link>
      {run && ready.state !== 'ready' && ready.state !== 'none' && !live ? (
        <PlanProblem ready={ready} />
      ) : null}
      {run?.error ? <Name className="text-ink-3 text-xs">{run.error.code}</Name> : null}
      <span className="text-ink-3 text-xs">
        {schema ? <Name className="mr-1.5 text-ink-2">{migration.schema}</Name> : null}
        {run ? <RelativeTime at={run.endedAt ?? run.queuedAt} /> : null}
      </span>
    </span>
  );
}

function PlanProblem({ ready }: { ready: ProjectMigration['ready'] }) {
  const t = useTranslations('projects.matrix');
  if (ready.state === 'blocked') return <Chip tone="bad">{t('blockers', { count: ready.blockers })}</Chip>;
  return ready.state === 'outdated' ? <Chip tone="attention">{t('outdated')}</Chip> : null;
}
