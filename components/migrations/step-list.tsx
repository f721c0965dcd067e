import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '../ui/cn.ts';
import { STEPS, type Step } from './new-migration-url.ts';

interface StepListProps {
  step: Step;
  /** Index of the furthest step that can be opened. */
  reachable: number;
  onGo: (step: Step) => void;
}

export function StepList({ step, reachable, onGo }: StepListProps) {
  const t = useTranslations('migrations.make');
  const at = STEPS.indexOf(step);
  return (
    <nav aria-label={t('steps')}>
      <ol className="flex gap-1.5">
        {STEPS.map((one, index) => (
          <li key={one} className="min-w-0 flex-1">
            <button
              type="button"
              aria-current={index === at ? 'step' : undefined}
              disabled={index > reachable}
              onClick={() => onGo(one)}
              className="w-full rounded-sm text-left disabled:cursor-default"
            >
              <span
                className={cn(
                  'block h-[3px] rounded-full bg-line-strong',
                  index < at && 'bg-good',
                  index === at && 'bg-accent',
                )}
              />
              <span
                className={cn(
                  'mt-1.5 flex items-center gap-1 text-sm',
                  index === at ? 'font-medium' : index < at ? 'text-ink-2' : 'text-ink-3',
                )}
              >
                {index < at ? (
                  <Check aria-hidden className="hidden size-3.5 shrink-0 text-good sm:block" />
                ) : null}
                <span className="truncate">{t(`step.${one}`)}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
