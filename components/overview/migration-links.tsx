import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { MigrationRow } from '../../lib/data/dto/migration.ts';
import { RunStatusChip } from '../runs/run-status.tsx';
import { Panel } from '../ui/panel.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** The migrations of one source or target, each with its latest outcome. */
export function MigrationLinks({ migrations }: { migrations: MigrationRow[] }) {
  const t = useTranslations('migrationLinks');
  return (
    <Panel flush title={t('title')} note={migrations.length > 0 ? migrations.length : null}>
      {migrations.length === 0 ? <p className="p-4 text-ink-2">{t('empty')}</p> : null}
      <ul className="divide-y divide-line">
        {migrations.map((migration) => {
          const run = migration.latestRun ?? migration.latestPlan;
          return (
            <li
              key={migration.id}
              className="relative flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-hover"
            >
              <Link
                href={`/migrations/${migration.id}`}
                className="min-w-0 flex-1 basis-48 truncate font-medium after:absolute after:inset-0"
              >
                {migration.name}
              </Link>
              {run ? <RunStatusChip {...run} /> : <span className="text-ink-3 text-sm">{t('none')}</span>}
              <span className="text-ink-3 text-sm">
                <RelativeTime at={run?.endedAt ?? run?.queuedAt ?? migration.createdAt} />
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
