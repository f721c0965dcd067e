import { cn } from './cn.ts';

/** The look of everything that is typed or chosen in. Text of 16 px on touch screens keeps phones from zooming. */
export function fieldStyle(className?: string): string {
  return cn(
    'h-8 w-full min-w-0 rounded-md border border-edge bg-panel px-2.5 text-base text-ink shadow-lift',
    'placeholder:text-ink-3 hover:border-ink-3 pointer-coarse:h-11 pointer-coarse:text-lg',
    'focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent/40',
    'aria-invalid:border-bad aria-invalid:outline-bad/40',
    'disabled:bg-sunk disabled:text-ink-3 [&:is(input,textarea):read-only]:bg-sunk',
    className,
  );
}
