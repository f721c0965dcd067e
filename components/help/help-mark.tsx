'use client';

import { CircleQuestionMark } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { cn } from '../ui/cn.ts';
import type { Term } from './terms.ts';

/** A “?” beside a word that people ask about: two sentences, and the way to the rest. */
export function HelpMark({ term, className }: { term: Term; className?: string }) {
  const t = useTranslations('help');
  const name = t(`terms.${term}.name`);
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={t('what', { term: name })}
        data-no-print
        className={cn(
          // As large as a finger needs without moving what stands around it.
          'relative z-10 -m-1.5 inline-flex size-7 shrink-0 items-center justify-center rounded-full align-middle text-ink-3 hover:text-accent data-[state=open]:text-accent',
          className,
        )}
      >
        <CircleQuestionMark aria-hidden strokeWidth={1.75} className="size-3.5" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={name}
          sideOffset={4}
          collisionPadding={12}
          className="z-60 w-80 max-w-[calc(100vw-1.5rem)] animate-enter rounded-lg border border-line-strong bg-panel p-3.5 text-left font-normal text-sm shadow-float outline-none"
        >
          <p className="mb-1 font-semibold">{name}</p>
          <p className="text-ink-2">{t(`terms.${term}.text`)}</p>
          <Link
            href={`/help#${term}`}
            className="mt-2 inline-block rounded-sm font-medium text-accent hover:underline"
          >
            {t('more')}
          </Link>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
