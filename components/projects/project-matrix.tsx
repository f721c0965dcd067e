'use client';

import { Plus, Rows3 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ProjectDetail, ProjectMigration } from '../../lib/data/dto/project.ts';
import type { RunRow } from '../../lib/data/dto/run.ts';
import type { Ref } from '../../lib/data/dto/shared.ts';
import { EmptyState } from '../ui/empty.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { MigrationOutcome } from './matrix-cell.tsx';

interface ProjectMatrixProps {
  project: ProjectDetail;
  /** Runs that go on now, by migration. */
  live: Map<string, RunRow>;
  /** How migrations are added, where one may. */
  add: ReactNode;
}

/** Source × target with the latest outcome of each migration; on a phone a list. */
export function ProjectMatrix({ project, live, add }: ProjectMatrixProps) {
  const t = useTranslations('projects.matrix');
  const { migrations, permissions } = project;
  if (migrations.length === 0) {
    return (
      <Panel>
        <EmptyState icon={Rows3} title={t('empty')} action={add}>
          {t('emptyText')}
        </EmptyState>
      </Panel>
    );
  }
  const schemas = new Map(project.targets.map(({ id, schema }) => [id, schema]));
  const outcome = (migration: ProjectMigration) => (
    <MigrationOutcome
      migration={migration}
      live={live.get(migration.id) ?? null}
      schema={schemas.get(migration.target.id) !== migration.schema}
    />
  );
  const sources = unique([...project.sources, ...migrations.map(({ source }) => source)]);
  const targets = unique([...project.targets, ...migrations.map(({ target }) => target)]);
  return (
    <Panel title={t('title')} note={migrations.length} flush>
      <ul className="divide-y divide-line md:hidden">
        {migrations.map((migration) => (
          <li key={migration.id} className="relative px-4 py-3 hover:bg-hover">
            <p className="break-words font-medium">{migration.source.name}</p>
            <p className="mb-1 break-words text-ink-2 text-sm">→ {migration.target.name}</p>
            {outcome(migration)}
          </li>
        ))}
      </ul>
      <div className="hidden overflow-hidden rounded-b-lg md:block">
        <Table>
          <thead>
            <tr>
              <Th className="sticky left-0 z-10 bg-panel">{t('source')}</Th>
              {targets.map((target) => (
                <Th key={target.id} className="max-w-56">
                  <Link href={`/targets/${target.id}`} className="block truncate rounded-sm hover:underline">
                    {target.name}
                  </Link>
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source.id}>
                <th
                  scope="row"
                  className="sticky left-0 z-10 max-w-64 border-line border-b bg-panel px-4 py-2 text-left font-medium [tr:last-child>&]:border-b-0"
                >
                  <Link href={`/sources/${source.id}`} className="block truncate rounded-sm hover:underline">
                    {source.name}
                  </Link>
                </th>
                {targets.map((target) => (
                  <Cell
                    key={target.id}
                    {...{ source, target }}
                    migrations={migrations.filter(
                      (one) => one.source.id === source.id && one.target.id === target.id,
                    )}
                    outcome={outcome}
                    mayAdd={permissions.add.allowed}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Panel>
  );
}

interface CellProps {
  source: Ref;
  target: Ref;
  migrations: ProjectMigration[];
  outcome: (migration: ProjectMigration) => ReactNode;
  mayAdd: boolean;
}

function Cell({ source, target, migrations, outcome, mayAdd }: CellProps) {
  const t = useTranslations('projects.matrix');
  if (migrations.length === 0) {
    const label = t('make', { source: source.name, target: target.name });
    return (
      <Td className="text-ink-3">
        {mayAdd ? (
          <Link
            href={`/migrations/new?source=${source.id}&target=${target.id}&step=options`}
            aria-label={label}
            title={label}
            className="-ml-2 inline-flex size-7 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
          >
            <Plus aria-hidden className="size-3.5" />
          </Link>
        ) : (
          '—'
        )}
      </Td>
    );
  }
  return (
    <Td className="p-0 align-top">
      {migrations.map((migration) => (
        <div key={migration.id} className="relative px-3 py-2 hover:bg-hover">
          {outcome(migration)}
        </div>
      ))}
    </Td>
  );
}

function unique(things: Ref[]): Ref[] {
  return [...new Map(things.map(({ id, name }) => [id, { id, name }])).values()];
}
