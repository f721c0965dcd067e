'use client';

import { CircleX, TriangleAlert } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { Ref } from 'react';
import type { RunEvent, StageState } from '../../lib/engine/events.ts';
import { levelOf, stageOf } from '../runs/event-lines.ts';
import { eventWords } from '../runs/event-words.ts';
import { useEventTools } from '../runs/use-event-tools.ts';
import { cn } from '../ui/cn.ts';
import { ClockTime } from '../ui/time.tsx';

interface LogLineProps {
  ref: Ref<HTMLLIElement>;
  index: number;
  event: RunEvent;
  /** The one that happened before it: a day that begins is said. */
  before: RunEvent | null;
  stages: StageState[];
}

const LOOKS = {
  info: { icon: null, className: '' },
  warn: { icon: TriangleAlert, className: 'text-attention' },
  error: { icon: CircleX, className: 'font-medium text-bad' },
} as const;

/** When, how serious, what, and in which stage. */
export function LogLine({ ref, index, event, before, stages }: LogLineProps) {
  const t = useTranslations('log');
  const stageName = useTranslations('stages');
  const format = useFormatter();
  const tools = useEventTools();
  const level = levelOf(event);
  const { icon: Icon, className } = LOOKS[level];
  const stage = stageOf(event, stages);
  const day = (at: number) => format.dateTime(at, { day: 'numeric', month: 'short' });
  return (
    <li
      ref={ref}
      data-index={index}
      className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3 border-line border-b px-4 py-1.5 text-sm"
    >
      <span className="mono text-ink-3">
        {before === null || day(before.at) !== day(event.at) ? `${day(event.at)} ` : null}
        <ClockTime at={event.at} />
      </span>
      <span className={cn('flex min-w-0 items-start gap-1.5', className)}>
        {Icon ? <Icon role="img" aria-label={t(`is.${level}`)} className="mt-0.5 size-3.5 shrink-0" /> : null}
        <span className="min-w-0 break-words">{eventWords(event, tools)}</span>
      </span>
      <span className="hidden text-ink-3 text-xs leading-5 sm:block">{stage ? stageName(stage) : null}</span>
    </li>
  );
}
