import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** Scrolls sideways by itself where it is too wide; the page never does. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div tabIndex={0} className="relative w-full overflow-x-auto -outline-offset-2">
      <table {...rest} className={cn('w-full border-collapse text-left', className)} />
    </div>
  );
}

export function Th({ className, numeric, ...rest }: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn(
        'whitespace-nowrap border-line border-b px-2 py-2 font-medium text-ink-3 text-xs first:pl-4 last:pr-4 sm:px-3',
        numeric && 'text-right',
        className,
      )}
    />
  );
}

export function Td({ className, numeric, ...rest }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      {...rest}
      className={cn(
        'border-line border-b px-2 py-2 align-middle sm:px-3 first:pl-4 last:pr-4 [tr:last-child>&]:border-b-0',
        numeric && 'whitespace-nowrap text-right',
        className,
      )}
    />
  );
}
