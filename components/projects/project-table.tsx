import { LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ProjectRow } from '../../lib/data/dto/project.ts';
import { Chip } from '../ui/chip.tsx';
import { Count } from '../ui/figures.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { BatchChips } from './batch-chips.tsx';

/** Every project: what it holds, what goes on in it, how its latest batch ended. */
export function ProjectTable({ projects }: { projects: ProjectRow[] }) {
  const t = useTranslations('projects.list');
  return (
    <Panel flush>
      <Table>
        <thead>
          <tr>
            <Th>{t('name')}</Th>
            <Th numeric className="hidden lg:table-cell">
              {t('sources')}
            </Th>
            <Th numeric className="hidden lg:table-cell">
              {t('targets')}
            </Th>
            <Th numeric className="hidden sm:table-cell">
              {t('migrations')}
            </Th>
            <Th className="hidden md:table-cell">{t('now')}</Th>
            <Th>{t('batch')}</Th>
            <Th numeric className="hidden sm:table-cell">
              {t('when')}
            </Th>
          </tr>
        </thead>
        <tbody>
          {projects.map((project) => (
            <Row key={project.id} project={project} />
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function Row({ project }: { project: ProjectRow }) {
  const t = useTranslations('projects.list');
  const { id, name, note, counts, latestBatch } = project;
  return (
    <tr className="relative hover:bg-hover">
      <Td className="max-w-48 sm:max-w-80 lg:max-w-md">
        <Link href={`/projects/${id}`} className="block truncate font-medium after:absolute after:inset-0">
          {name}
        </Link>
        {note ? <span className="block truncate text-ink-2 text-sm">{note}</span> : null}
      </Td>
      <Td numeric className="hidden lg:table-cell">
        <Count value={counts.sources} />
      </Td>
      <Td numeric className="hidden lg:table-cell">
        <Count value={counts.targets} />
      </Td>
      <Td numeric className="hidden sm:table-cell">
        <Count value={counts.migrations} />
      </Td>
      <Td className="hidden md:table-cell">
        <Now project={project} />
      </Td>
      <Td>
        {latestBatch ? (
          <BatchChips counts={latestBatch.counts} kind={latestBatch.kind} />
        ) : (
          <span className="text-ink-3 text-sm">{t('noBatch')}</span>
        )}
      </Td>
      <Td numeric className="hidden text-ink-2 sm:table-cell">
        <RelativeTime at={latestBatch?.endedAt ?? latestBatch?.at ?? project.createdAt} />
      </Td>
    </tr>
  );
}

function Now({ project: { running, failed } }: { project: ProjectRow }) {
  const t = useTranslations('projects.list');
  if (running + failed === 0) return <span className="text-ink-3 text-sm">{t('quiet')}</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {failed > 0 ? <Chip tone="bad">{t('failed', { count: failed })}</Chip> : null}
      {running > 0 ? (
        <Chip tone="running" icon={LoaderCircle} turning>
          {t('running', { count: running })}
        </Chip>
      ) : null}
    </span>
  );
}
