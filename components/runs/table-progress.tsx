'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { RunEvent, TableProgress } from '../../lib/engine/events.ts';
import { Facts } from '../ui/facts.tsx';
import { Bytes, Count, Duration } from '../ui/figures.tsx';
import { useFormat } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import { Progress } from '../ui/progress.tsx';
import type { KeptRows } from './kept-rows.ts';
import { copiedShare, groupOf } from './run-figures.ts';
import { objectSeconds, type PhaseTime } from './table-phases.ts';

interface TableProgressProps {
  table: TableProgress;
  kept: KeptRows;
  phases: PhaseTime[];
  events: RunEvent[];
  copies: boolean;
}

/** How much of the table there is and how far it is, and how long each part of it took. */
export function TableProgressPanel({ table, kept, phases, events, copies }: TableProgressProps) {
  const t = useTranslations('runs.table');
  const tables = useTranslations('runs.tables');
  const { count, milliseconds } = useFormat();
  const objects = objectSeconds(events);
  const group = groupOf(table);
  const facts: [string, ReactNode][] = [
    [tables('rows'), <Count key="r" value={table.rows + kept.quarantined + kept.leftOut} />],
    [tables('size'), <Bytes key="b" value={table.bytes} />],
  ];
  if (copies) facts.push([tables('copied'), <Count key="c" value={table.copiedRows} />]);
  if (copies && table.chunks) {
    const { done, of } = table.chunks;
    facts.push([t('chunks'), t('chunksOf', { done: count(done), of: count(of) })]);
  }
  if (kept.quarantined > 0) facts.push([tables('quarantined'), <Count key="q" value={kept.quarantined} />]);
  if (kept.leftOut > 0) facts.push([tables('leftOut'), <Count key="l" value={kept.leftOut} />]);
  for (const { phase, seconds, running } of phases) {
    if (!copies && phase !== 'verifying') continue;
    facts.push([
      t(`phase.${phase}`),
      <span key={phase} className={running ? 'text-accent' : undefined}>
        <Duration value={seconds === null || !running ? seconds : Math.floor(seconds)} />
        {running ? ` · ${t('goesOn')}` : null}
      </span>,
    ]);
  }
  if (objects.made > 0) {
    facts.push([t('objects', { count: objects.made }), milliseconds(objects.seconds * 1000)]);
  }
  return (
    <Panel title={t('progress')}>
      {copies ? (
        <Progress
          label={tables('progressOf', { table: table.name })}
          value={copiedShare(table)}
          tone={group === 'done' ? 'good' : group === 'failed' ? 'bad' : 'running'}
        />
      ) : null}
      <Facts
        className={copies ? 'mt-2 -mb-2' : '-my-2'}
        items={facts.map(([label, value]) => ({ label, value }))}
      />
    </Panel>
  );
}
