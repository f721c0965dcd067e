import { useTranslations } from 'next-intl';
import type { StageState } from '../../lib/engine/events.ts';
import { HelpMark } from '../help/help-mark.tsx';
import type { Term } from '../help/terms.ts';
import { cn } from '../ui/cn.ts';
import { useFormat } from '../ui/format.ts';
import { stageShare } from './run-figures.ts';

const BARS: Record<StageState['state'], string> = {
  waiting: '',
  running: 'bg-accent',
  done: 'bg-good',
  failed: 'bg-bad',
};

/** Stages whose names are asked about. */
const HELP: Partial<Record<StageState['name'], Term>> = {
  snapshot: 'snapshot',
  schema: 'staging',
  cutover: 'cutover',
};

/** All stages as one line; the one under way fills as it goes. */
export function StageLine({ stages, ended }: { stages: StageState[]; ended: boolean }) {
  const t = useTranslations('stageLine');
  const name = useTranslations('stages');
  const tell = useStageNote(ended);
  return (
    <ol aria-label={t('label')} className="mb-5 grid grid-cols-4 gap-x-1.5 gap-y-3 lg:flex">
      {stages.map((stage) => (
        <li
          key={stage.name}
          aria-current={stage.state === 'running' ? 'step' : undefined}
          className="min-w-0 flex-1"
        >
          <div className="h-[3px] overflow-hidden rounded-full bg-line-strong">
            <div
              className={cn('h-full transition-[width] duration-300 ease-out', BARS[stage.state])}
              style={{ width: stage.state === 'waiting' ? 0 : barWidth(stage) }}
            />
          </div>
          <p
            className={cn(
              'mt-1.5 flex items-center gap-1 text-xs tracking-tight sm:text-sm sm:tracking-normal',
              stage.state === 'running' ? 'font-medium' : stage.state === 'waiting' && 'text-ink-3',
            )}
          >
            <span className="truncate">{name(stage.name)}</span>
            <Asked about={HELP[stage.name]} />
          </p>
          <p
            className={cn(
              'truncate text-xs',
              stage.state === 'failed'
                ? 'font-medium text-bad'
                : stage.state === 'running'
                  ? 'text-accent'
                  : 'text-ink-3',
            )}
          >
            {tell(stage)}
          </p>
        </li>
      ))}
    </ol>
  );
}

function Asked({ about }: { about: Term | undefined }) {
  return about ? <HelpMark term={about} className="max-sm:hidden" /> : null;
}

function barWidth(stage: StageState): string {
  if (stage.state === 'failed') return '100%';
  return `${Math.max(8, stageShare(stage) * 100)}%`;
}

/** The duration when done, how far it is in its own unit while it goes. */
function useStageNote(ended: boolean): (stage: StageState) => string {
  const t = useTranslations('stageLine');
  const { seconds, percent, count } = useFormat();
  return (stage) => {
    if (ended && stage.state === 'waiting') return t('notReached');
    if (stage.state === 'done') return seconds(stage.seconds ?? 0);
    if (stage.state !== 'running' || stage.total === 0) return t(stage.state);
    if (['snapshot', 'profile', 'copy'].includes(stage.name)) return percent(stageShare(stage));
    return t('tables', { done: count(stage.done), total: count(stage.total) });
  };
}
