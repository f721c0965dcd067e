import { Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

interface NoticeProps {
  tone?: 'neutral' | 'attention';
  title?: ReactNode;
  className?: string;
  children?: ReactNode;
}

/** Something to know before going on. */
export function Notice({ tone = 'neutral', title, className, children }: NoticeProps) {
  const Icon = tone === 'attention' ? TriangleAlert : Info;
  return (
    <div
      className={cn(
        'flex items-start gap-2.5 rounded-lg border p-3',
        tone === 'attention' ? 'border-attention/35 bg-attention-soft' : 'border-line bg-sunk',
        className,
      )}
    >
      <Icon
        aria-hidden
        className={cn('mt-0.5 size-4 shrink-0', tone === 'attention' ? 'text-attention' : 'text-ink-3')}
      />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className="text-ink-2">{children}</div> : null}
      </div>
    </div>
  );
}
