import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { RunStatusChip } from '../runs/run-status.tsx';
import { cn } from '../ui/cn.ts';
import { RelativeTime } from '../ui/time.tsx';
import type { Choice } from './use-choices.ts';

export function PaletteOption({ choice, parts }: { choice: Choice; parts: ComponentProps<'div'> }) {
  const { label, icon: Icon, run } = choice;
  const kinds = useTranslations('runKind');
  const active = parts['aria-selected'] === true;
  return (
    <div
      {...parts}
      className={cn(
        'flex min-h-9 cursor-pointer select-none items-center gap-2.5 rounded-md px-2.5 py-1 pointer-coarse:min-h-11',
        active && 'bg-accent-soft text-accent',
      )}
    >
      <Icon
        aria-hidden
        strokeWidth={1.75}
        className={cn('size-4 shrink-0', active ? 'text-accent' : 'text-ink-3')}
      />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {run ? (
        <span className="flex shrink-0 items-center gap-2 text-ink-2 text-xs">
          <span className="hidden sm:inline">{kinds(run.kind)}</span>
          <RunStatusChip {...run} />
          <span className="hidden xs:inline">
            <RelativeTime at={run.at} />
          </span>
        </span>
      ) : null}
    </div>
  );
}
