import { Check, Circle, LoaderCircle, type LucideIcon, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** The four meanings, and none. */
export type Tone = 'running' | 'good' | 'attention' | 'bad' | 'neutral';

export const TONE_TEXT: Record<Tone, string> = {
  running: 'text-accent',
  good: 'text-good',
  attention: 'text-attention',
  bad: 'text-bad',
  neutral: 'text-ink-3',
};

const TONES: Record<Tone, string> = {
  running: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  attention: 'bg-attention-soft text-attention',
  bad: 'bg-bad-soft text-bad',
  neutral: 'bg-sunk text-ink-2',
};

const ICONS: Record<Tone, LucideIcon> = {
  running: LoaderCircle,
  good: Check,
  attention: TriangleAlert,
  bad: X,
  neutral: Circle,
};

interface ChipProps {
  tone: Tone;
  /** Another than the tone's own. */
  icon?: LucideIcon;
  /** The icon turns: something goes on. */
  turning?: boolean;
  className?: string;
  children: ReactNode;
}

/** A state: always an icon and a word, never colour alone. */
export function Chip({ tone, icon, turning = false, className, children }: ChipProps) {
  const Icon = icon ?? ICONS[tone];
  return (
    <span
      className={cn(
        'inline-flex max-w-full items-center gap-1 whitespace-nowrap rounded-[5px] px-1.5 py-px font-medium text-xs',
        TONES[tone],
        className,
      )}
    >
      <Icon aria-hidden className={cn('size-3.5 shrink-0', turning && 'animate-spin-slow')} />
      <span className="truncate">{children}</span>
    </span>
  );
}
