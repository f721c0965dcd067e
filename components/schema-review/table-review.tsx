'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { tableDdl } from '../../lib/engine/plan/ddl.ts';
import { HelpMark } from '../help/help-mark.tsx';
import { TableChoices } from '../overrides/table-choices.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { Panel, PanelHeader } from '../ui/panel.tsx';
import { Segments } from '../ui/segments.tsx';
import { ExistingTable } from './existing-table.tsx';
import { FindingList } from './finding-list.tsx';
import { MappingTable } from './mapping-table.tsx';
import type { TableReview } from './plan-figures.ts';
import { TableKeys } from './table-keys.tsx';

const VIEWS = ['mapping', 'sqlite', 'postgres'] as const;

/** One table: what it is in SQLite, what it becomes, and what is to be said of it. */
export function TableReviewPanel({ review, schema }: { review: TableReview; schema: string }) {
  const t = useTranslations('schema');
  const f = useTranslations('findings');
  const words = useTranslations('common');
  const { count, bytes } = useFormat();
  const [view, setView] = useState<(typeof VIEWS)[number]>('mapping');
  const { table, findings } = review;
  const facts = [
    words('rows', { count: table.rows }),
    bytes(table.bytes),
    table.existing ? t('existsInTarget', { count: table.existing.rows }) : t('newInTarget'),
  ];
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <section className="min-w-0 rounded-lg border border-line bg-panel shadow-lift">
        <PanelHeader
          title={
            <Name>{table.source === table.target ? table.source : `${table.source} → ${table.target}`}</Name>
          }
          note={facts.join(' · ')}
          aside={
            <Segments
              label={t('view.label')}
              value={view}
              onChange={setView}
              choices={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
            />
          }
        />
        <TableChoices table={table} />
        {view === 'mapping' ? (
          <>
            <MappingTable review={review} />
            <TableKeys table={table} />
            {table.existing ? <ExistingTable existing={table.existing} /> : null}
          </>
        ) : (
          <CodeBlock sql={view === 'sqlite' ? `${table.sql.trim()};` : tableDdl(table, schema)} />
        )}
      </section>
      <Panel
        title={f('title')}
        note={
          <>
            {findings.length === 0 ? f('noneTable') : `${f('forTable')} · ${count(findings.length)}`}{' '}
            <HelpMark term="finding" />
          </>
        }
        flush
      >
        {findings.length === 0 ? null : <FindingList findings={findings} />}
      </Panel>
    </div>
  );
}
