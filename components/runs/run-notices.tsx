import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import type { RunState } from '../../lib/engine/events.ts';
import { HelpMark } from '../help/help-mark.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { Notice } from '../ui/notice.tsx';
import type { LiveView } from './live-run.ts';
import { useOutcomeWords } from './outcome-words.ts';
import { runError } from './run-error.ts';
import { useNow } from './use-now.ts';

/** What a person must know of the outcome: what failed and what to do, and what was or was not changed in the target. */
export function RunNotices({ run, live }: { run: RunDetail; live: LiveView }) {
  const t = useTranslations('runs');
  const back = useTranslations('rollback');
  const { state } = live;
  const finalising = useTranslations('finalise');
  const { dateTime } = useFormat();
  const words = useOutcomeWords(run, state);
  const error = runError(state.error);
  const failedTitle = {
    'rollback-failed': back('failed'),
    failed: t(state.error?.code === 'VER-DIFFERS' ? 'differsTitle' : 'failedTitle'),
    paused: t('heldTitle'),
  }[state.status as string];
  return (
    <div className="mb-4 grid gap-3 empty:hidden">
      {error ? <ErrorPanel error={error} title={failedTitle ?? finalising('failed')} /> : null}
      {run.rollback ? (
        <Notice tone="attention" title={state.status === 'rolled-back' ? back('done') : undefined}>
          {back('asked', { name: run.rollback.by?.name ?? '—', text: run.rollback.reason })}
        </Notice>
      ) : null}
      {state.status === 'rolling-back' ? <Notice>{back('running')}</Notice> : null}
      {state.status === 'rolled-back' ? <Standing standing={state.standing ?? []} /> : null}
      {live.meta.pending === 'finalise' ? <Notice>{finalising('running')}</Notice> : null}
      {run.finalised ? (
        <Notice>
          {finalising('done', { name: run.finalised.by?.name ?? '—', time: dateTime(run.finalised.at) })}
        </Notice>
      ) : null}
      {run.supersededBy && !run.finalised && state.status !== 'rolled-back' ? (
        <Notice>
          {back(run.supersededBy.finalised ? 'supersededForGood' : 'superseded', {
            time: dateTime(run.supersededBy.cutOverAt),
          })}{' '}
          <Link className="rounded-sm text-accent hover:underline" href={`/runs/${run.supersededBy.id}`}>
            {back('toThatRun')}
          </Link>
        </Notice>
      ) : null}
      {words ? <Notice>{words}</Notice> : null}
      <RevertWindow run={run} live={live} />
    </div>
  );
}

/** How long going back is one click; when that time is over it is said, and nothing is dropped by itself. */
function RevertWindow({ run, live }: { run: RunDetail; live: LiveView }) {
  const t = useTranslations('finalise');
  const { dateTime } = useFormat();
  const now = useNow(live.state.endedAt ?? 0, true);
  if (live.state.status !== 'succeeded') return null;
  if (run.revertByHand)
    return (
      <Notice>
        {t('byHand')} <HelpMark term="revertWindow" />
      </Notice>
    );
  if (run.revertUntil === null) return null;
  const time = dateTime(run.revertUntil);
  if (now < run.revertUntil)
    return (
      <Notice>
        {t('revertible', { time })} <HelpMark term="revertWindow" />
      </Notice>
    );
  return (
    <Notice tone="attention">
      {t('closed', { time })} <HelpMark term="finalise" />
    </Notice>
  );
}

/** What stands after a rollback, held against what was kept. */
function Standing({ standing }: { standing: NonNullable<RunState['standing']> }) {
  const t = useTranslations('rollback');
  if (standing.length === 0) return null;
  const same = standing.every(({ rowsBefore, rowsNow }) => rowsBefore === null || rowsBefore === rowsNow);
  return (
    <Notice tone={same ? 'neutral' : 'attention'} title={t(same ? 'standsAsBefore' : 'standsOtherwise')}>
      <ul className="max-h-60 overflow-y-auto">
        {standing.map(({ table, rowsBefore, rowsNow }) => (
          <li key={table}>
            <Name>{table}</Name>:{' '}
            {rowsBefore === null
              ? t('standingNow', { now: rowsNow })
              : t('standing', { before: rowsBefore, now: rowsNow })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
