'use client';

import { useTranslations } from 'next-intl';
import type { ColumnPlan } from '../../lib/engine/types.ts';
import { choiceAt, inColumn } from '../overrides/document.ts';
import { useDraft } from '../overrides/draft-context.tsx';
import { DraftMark } from '../overrides/draft-mark.tsx';
import { MisfitsSelect } from '../overrides/misfits-select.tsx';
import { isOfMisfits } from '../overrides/offers.ts';
import { TrialLine } from '../overrides/trial-line.tsx';
import { useTrial } from '../overrides/trials-context.tsx';
import { LossChips } from './loss-chip.tsx';
import type { TableReview } from './plan-figures.ts';

/** What becomes of values that do not fit: chosen in place where there are any, counted at once while it is a draft. */
export function MisfitsCell({ column, review }: { column: ColumnPlan; review: TableReview }) {
  const t = useTranslations('schema');
  const { document, denied, isChanged } = useDraft();
  const { table, findings, losses } = review;
  const trial = useTrial(table.source, column.source);
  const at = inColumn(table.source, column.source);
  const changed = ['type', 'misfits'].some((choice) => isChanged([...at, choice]));
  const place = `${table.source}.${column.source}`;
  const told = findings.some((finding) => finding.object === place && isOfMisfits(finding));
  const some =
    told ||
    column.misfits !== null ||
    choiceAt(document, [...at, 'misfits']) !== undefined ||
    (trial?.state === 'done' && trial.tried.count > 0);
  return (
    <span className="grid grid-cols-1 justify-items-start gap-1">
      {some && denied === null && column.generated === null ? (
        <MisfitsSelect
          table={table.source}
          column={column.source}
          isKey={table.sourceKey.includes(column.source)}
          wide={table.match ? null : (column.choices[0] ?? null)}
        />
      ) : null}
      {changed ? <DraftMark /> : null}
      {trial ? (
        <TrialLine table={table.source} column={column.source} />
      ) : (
        <>
          <LossChips losses={losses.get(column.source)} />
          {some ? null : <span className="text-ink-2 text-sm">{t('allFit')}</span>}
        </>
      )}
    </span>
  );
}
