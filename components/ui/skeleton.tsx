import { cn } from './cn.ts';

/** Holds the place of what is coming. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-breathe rounded-md bg-line', className)} />;
}
