import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { MigrationRow } from '../../lib/data/dto/migration.ts';
import { RunStatusChip } from '../runs/run-status.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** Every migration with its plan and its latest run. */
export function MigrationTable({ migrations }: { migrations: MigrationRow[] }) {
  const t = useTranslations('migrations.list');
  return (
    <Table>
      <thead>
        <tr>
          <Th>{t('name')}</Th>
          <Th className="hidden md:table-cell">{t('source')}</Th>
          <Th className="hidden md:table-cell">{t('target')}</Th>
          <Th className="hidden sm:table-cell">{t('plan')}</Th>
          <Th>{t('latest')}</Th>
          <Th numeric className="hidden sm:table-cell">
            {t('when')}
          </Th>
        </tr>
      </thead>
      <tbody>
        {migrations.map((migration) => {
          const { latestPlan, latestRun } = migration;
          const latest = latestRun ?? latestPlan;
          return (
            <tr key={migration.id} className="hover:bg-hover">
              <Td className="max-w-40 sm:max-w-80">
                <Link
                  href={`/migrations/${migration.id}`}
                  className="block truncate rounded-sm font-medium hover:underline"
                >
                  {migration.name}
                </Link>
              </Td>
              <Td className="hidden text-ink-2 md:table-cell">{migration.source.name}</Td>
              <Td className="hidden text-ink-2 md:table-cell">{migration.target.name}</Td>
              <Td className="hidden sm:table-cell">
                {latestPlan ? <RunStatusChip {...latestPlan} /> : <Missing>{t('noPlan')}</Missing>}
              </Td>
              <Td>{latestRun ? <RunStatusChip {...latestRun} /> : <Missing>{t('none')}</Missing>}</Td>
              <Td numeric className="hidden text-ink-2 sm:table-cell">
                <RelativeTime at={latest?.endedAt ?? latest?.queuedAt ?? migration.createdAt} />
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function Missing({ children }: { children: string }) {
  return <span className="text-ink-3 text-sm">{children}</span>;
}
