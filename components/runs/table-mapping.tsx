'use client';

import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { tableDdl } from '../../lib/engine/plan/ddl.ts';
import type { ColumnPlan, TablePlan } from '../../lib/engine/types.ts';
import { useChoiceWords } from '../overrides/use-choice-words.ts';
import { TableKeys } from '../schema-review/table-keys.tsx';
import { ValueBar } from '../schema-review/value-bar.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { Segments } from '../ui/segments.tsx';
import { Table, Td, Th } from '../ui/table.tsx';

const VIEWS = ['mapping', 'sqlite', 'postgres'] as const;

/** What the table was in SQLite and what the run made of it, as its plan says. */
export function TableMapping({ plan, schema }: { plan: TablePlan; schema: string }) {
  const t = useTranslations('schema');
  const r = useTranslations('runs.table');
  const [view, setView] = useState<(typeof VIEWS)[number]>('mapping');
  return (
    <Panel
      title={r('mapping')}
      note={plan.source === plan.target ? null : `${plan.source} → ${plan.target}`}
      flush
      aside={
        <Segments
          label={t('view.label')}
          value={view}
          onChange={setView}
          choices={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
        />
      }
    >
      {view === 'mapping' ? (
        <>
          <Columns plan={plan} />
          <TableKeys table={plan} />
        </>
      ) : (
        <CodeBlock sql={view === 'sqlite' ? `${plan.sql.trim()};` : tableDdl(plan, schema)} />
      )}
    </Panel>
  );
}

function Columns({ plan }: { plan: TablePlan }) {
  const t = useTranslations('schema');
  return (
    <Table>
      <thead>
        <tr>
          <Th>{t('column')}</Th>
          <Th className="hidden sm:table-cell">{t('values')}</Th>
          <Th className="px-1">
            <ArrowRight aria-hidden className="size-3.5" />
            <span className="sr-only">{t('becomes')}</span>
          </Th>
          <Th>{t('target')}</Th>
        </tr>
      </thead>
      <tbody>
        {plan.columns.map((column) => (
          <Column key={column.source} column={column} />
        ))}
      </tbody>
    </Table>
  );
}

function Column({ column }: { column: ColumnPlan }) {
  const t = useTranslations('schema');
  return (
    <tr className="*:align-top">
      <Td className="max-w-48">
        <Name className="break-words">{column.source}</Name>
        <span className="block text-ink-2 text-sm">
          {column.declared ? <Name>{column.declared}</Name> : t('undeclared')}
        </span>
      </Td>
      <Td className="hidden sm:table-cell">
        <ValueBar values={column.values} marked={column.misfits !== null} />
      </Td>
      <Td className="px-1 text-ink-3">
        <ArrowRight aria-hidden className="mt-1 size-3.5" />
      </Td>
      <Td className="max-w-72">
        <Name className="break-words">{column.target}</Name>
        <span className="block text-ink-2 text-sm">
          <Name>{column.type}</Name>
          {column.notNull ? ` · ${t('notNull')}` : null}
        </span>
        <Misfits column={column} />
      </Td>
    </tr>
  );
}

/** What became of values that do not fit the type. */
function Misfits({ column: { misfits } }: { column: ColumnPlan }) {
  const t = useTranslations('runs.table');
  const words = useChoiceWords();
  const { count } = useFormat();
  if (!misfits) return null;
  const policy = words.value(['misfits'], misfits.policy);
  return (
    <span className="block text-attention text-sm">
      {t('misfits', { count: misfits.count, number: count(misfits.count), policy })}
    </span>
  );
}
