import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** Facts, one a line: what it is at the left, the value at the right or below on a phone. */
export function Facts({
  items,
  className,
}: {
  items: { label: ReactNode; value: ReactNode }[];
  className?: string;
}) {
  return (
    <dl className={cn('divide-y divide-line', className)}>
      {items.map((item, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the facts of one thing, always in the same order
          key={index}
          className="grid gap-x-4 gap-y-0.5 py-2 xs:grid-cols-[minmax(6.5rem,30%)_minmax(0,1fr)]"
        >
          <dt className="text-ink-2 text-sm">{item.label}</dt>
          <dd className="min-w-0 break-words">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
