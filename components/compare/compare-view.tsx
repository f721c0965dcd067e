'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { PlainFindings } from '../runs/plain-findings.tsx';
import { Panel } from '../ui/panel.tsx';
import { CompareFacts } from './compare-facts.tsx';
import { compareRuns } from './compare-runs.ts';
import { CompareStages } from './compare-stages.tsx';
import { CompareTables } from './compare-tables.tsx';

/** Two runs side by side, the earlier one at the left. */
export function CompareView({ a, b }: { a: RunDetail; b: RunDetail }) {
  const t = useTranslations('compare');
  const comparison = useMemo(() => compareRuns(a, b), [a, b]);
  const { both, onlyA, onlyB } = comparison.findings;
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
        <CompareFacts {...{ a, b, comparison }} />
        <CompareStages stages={comparison.stages} />
      </div>
      <CompareTables tables={comparison.tables} />
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
        {(
          [
            ['gone', onlyA],
            ['new', onlyB],
          ] as const
        ).map(([which, findings]) => (
          <Panel
            key={which}
            title={t(`findings.${which}`)}
            note={findings.length === 0 ? t('findings.none') : t('findings.both', { count: both })}
            flush
          >
            {findings.length > 0 ? <PlainFindings findings={findings} /> : null}
          </Panel>
        ))}
      </div>
    </div>
  );
}
