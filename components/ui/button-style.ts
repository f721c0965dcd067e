import { cn } from './cn.ts';

export type ButtonVariant = 'primary' | 'default' | 'ghost' | 'danger' | 'danger-quiet';
export type ButtonSize = 'sm' | 'md' | 'lg';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent shadow-lift hover:bg-accent-strong',
  default: 'border border-line-strong bg-panel text-ink shadow-lift hover:bg-hover',
  ghost: 'text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'bg-bad text-on-accent shadow-lift hover:bg-bad-strong',
  'danger-quiet': 'border border-line-strong bg-panel text-bad shadow-lift hover:bg-bad-soft',
};

/** On touch screens everything is tall enough for a thumb. */
const SIZES: Record<ButtonSize, string> = {
  sm: 'h-7 px-2.5 text-xs pointer-coarse:h-9',
  md: 'h-8 px-3 text-sm pointer-coarse:h-10',
  lg: 'h-10 px-4 text-base pointer-coarse:h-11',
};

export function buttonStyle(
  options: { variant?: ButtonVariant; size?: ButtonSize; icon?: boolean; className?: string } = {},
): string {
  const { variant = 'default', size = 'md', icon = false, className } = options;
  return cn(
    'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors duration-100',
    'aria-disabled:cursor-not-allowed aria-disabled:border aria-disabled:border-line aria-disabled:bg-sunk aria-disabled:text-ink-3 aria-disabled:shadow-none',
    VARIANTS[variant],
    SIZES[size],
    icon && 'aspect-square px-0',
    className,
  );
}
