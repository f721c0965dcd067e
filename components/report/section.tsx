import type { ReactNode } from 'react';
import { cn } from '../ui/cn.ts';

interface SectionProps {
  title: ReactNode;
  note?: ReactNode;
  /** Short enough to stay on one sheet. */
  whole?: boolean;
  children: ReactNode;
}

/** A part of a document for paper: its title never stands alone at the foot of a sheet. */
export function Section({ title, note, whole = false, children }: SectionProps) {
  return (
    <section className={cn('mt-7 min-w-0', whole && 'break-inside-avoid')}>
      <header className="mb-2 flex break-after-avoid flex-wrap items-baseline gap-x-3 border-line-strong border-b pb-1">
        <h2 className="font-semibold text-lg">{title}</h2>
        {note ? <span className="text-ink-3 text-sm">{note}</span> : null}
      </header>
      {children}
    </section>
  );
}
