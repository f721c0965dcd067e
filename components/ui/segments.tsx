import { cn } from './cn.ts';

interface SegmentsProps<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  choices: { value: V; label: string; className?: string }[];
}

/** One of two or three views of the same thing. */
export function Segments<V extends string>({ label, value, onChange, choices }: SegmentsProps<V>) {
  return (
    <fieldset className="flex flex-wrap gap-0.5 rounded-md bg-sunk p-0.5">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={value === choice.value}
          onClick={() => onChange(choice.value)}
          className={cn(
            'rounded-[5px] px-2 py-0.5 text-ink-2 text-sm hover:text-ink pointer-coarse:py-2',
            value === choice.value && 'bg-panel font-medium text-ink shadow-lift',
            choice.className,
          )}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}
