import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** Names of tables, columns and files, types, hashes: in monospace, so that every character counts. */
export function Name({
  children,
  className,
  title,
}: {
  children: ReactNode;
  className?: string;
  title?: string;
}) {
  return (
    <span translate="no" title={title} className={cn('mono', className)}>
      {children}
    </span>
  );
}
