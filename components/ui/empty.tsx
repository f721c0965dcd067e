import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: LucideIcon;
  title: ReactNode;
  /** What to do next, in a sentence. */
  children: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-10 text-center">
      <span className="mb-3 inline-flex size-10 items-center justify-center rounded-lg bg-sunk text-ink-3">
        <Icon aria-hidden className="size-5" strokeWidth={1.6} />
      </span>
      <p className="font-medium">{title}</p>
      <p className="mt-1 max-w-prose text-balance text-ink-2 text-sm">{children}</p>
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
