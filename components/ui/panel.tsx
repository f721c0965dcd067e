import type { ReactNode } from 'react';
import { cn } from './cn.ts';

interface PanelHeaderProps {
  title: ReactNode;
  /** Small, after the title. */
  note?: ReactNode;
  /** At the right: a link, a button, a chip. */
  aside?: ReactNode;
  className?: string;
}

export function PanelHeader({ title, note, aside, className }: PanelHeaderProps) {
  return (
    <header
      className={cn(
        'flex min-h-11 flex-wrap items-center gap-x-2.5 gap-y-1 border-line border-b px-4 py-1.5',
        className,
      )}
    >
      <h2 className="font-semibold text-sm">{title}</h2>
      {note ? <span className="min-w-0 text-ink-3 text-xs">{note}</span> : null}
      {aside ? (
        <div className="ml-auto flex min-w-0 flex-wrap items-center justify-end gap-2 text-sm">{aside}</div>
      ) : null}
    </header>
  );
}

interface PanelProps extends Partial<Omit<PanelHeaderProps, 'className'>> {
  className?: string;
  /** The content touches the edges: tables and lists. */
  flush?: boolean;
  children: ReactNode;
}

/** A quiet surface, with a head where a title is given. */
export function Panel({ title, note, aside, className, flush = false, children }: PanelProps) {
  return (
    <section className={cn('min-w-0 rounded-lg border border-line bg-panel shadow-lift', className)}>
      {title ? <PanelHeader title={title} note={note} aside={aside} /> : null}
      {flush ? children : <div className="p-4">{children}</div>}
    </section>
  );
}
