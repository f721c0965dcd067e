import { useTranslations } from 'next-intl';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { useOutcomeWords } from '../runs/outcome-words.ts';
import { runError } from '../runs/run-error.ts';
import { useFormat } from '../ui/format.ts';
import { useTell } from '../ui/shown-error.ts';

/** What came of it, what stands in the target now, and whether and until when there is a way back. */
export function DocumentOutcome({ run }: { run: RunDetail }) {
  const tell = useTell();
  const words = useOutcomeWords(run, run.state);
  const back = useWayBack(run);
  const error = runError(run.state.error);
  const told = error && tell(error);
  return (
    <div className="grid gap-2">
      {error && told ? (
        <div>
          <p className="font-medium text-bad">{told.message}</p>
          {told.remedy ? <p>{told.remedy}</p> : null}
          {told.original ? <p className="mono break-words text-ink-2 text-sm">{told.original}</p> : null}
          <p className="mono text-ink-3 text-xs">{error.code}</p>
        </div>
      ) : null}
      {words ? <p>{words}</p> : null}
      {back.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

function useWayBack(run: RunDetail): string[] {
  const t = useTranslations('document.back');
  const rollback = useTranslations('rollback');
  const finalise = useTranslations('finalise');
  const { zoned } = useFormat();
  const lines: string[] = [];
  if (run.rollback) {
    const { by, reason, requestedAt } = run.rollback;
    lines.push(`${rollback('asked', { name: by?.name ?? '—', text: reason })} (${zoned(requestedAt)})`);
  }
  if (run.state.status === 'rolled-back') lines.push(rollback('done'));
  if (run.state.status === 'rollback-failed') lines.push(rollback('failed'));
  if (run.finalised) {
    const { by, at } = run.finalised;
    lines.push(finalise('done', { name: by?.name ?? '—', time: zoned(at) }));
  }
  if (run.supersededBy && !run.finalised && run.state.status !== 'rolled-back') {
    const { finalised, cutOverAt } = run.supersededBy;
    lines.push(rollback(finalised ? 'supersededForGood' : 'superseded', { time: zoned(cutOverAt) }));
  } else if (run.revertUntil !== null) lines.push(t('until', { time: zoned(run.revertUntil) }));
  else if (!run.cutOver) lines.push(t('nothing'));
  return lines;
}
