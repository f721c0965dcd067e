import { cn } from './cn.ts';

interface ProgressProps {
  /** 0 to 1; null while it is not known. */
  value: number | null;
  label: string;
  tone?: 'running' | 'good' | 'bad' | 'neutral';
  className?: string;
}

const TONES = { running: 'bg-accent', good: 'bg-good', bad: 'bg-bad', neutral: 'bg-line-strong' };

export function Progress({ value, label, tone = 'running', className }: ProgressProps) {
  const share = value === null ? null : Math.min(1, Math.max(0, value));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
      className={cn('h-1.5 w-full min-w-12 overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={cn(
          'h-full rounded-full',
          TONES[tone],
          share === null ? 'w-1/3 animate-breathe' : 'transition-[width] duration-300 ease-out',
        )}
        style={share === null ? undefined : { width: `${share * 100}%` }}
      />
    </div>
  );
}
