import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';

export { Checkbox } from './checkbox.tsx';
export { Input, Textarea } from './input.tsx';
export { type RadioCard, RadioCards as RadioGroup } from './radio-cards.tsx';
export { Select } from './select.tsx';

/** What the input inside must carry, so that label, hint and error are read out with it. */
export interface FieldParts {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Said beside the label of what may stay empty. */
  optional?: ReactNode;
  className?: string;
  children: (parts: FieldParts) => ReactNode;
}

export function Field({ label, hint, error, optional, className, children }: FieldProps) {
  const id = useId();
  const note = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 flex items-baseline gap-2 font-medium text-sm">
        {label}
        {optional ? <span className="font-normal text-ink-3 text-xs">{optional}</span> : null}
      </label>
      {children({ id, 'aria-describedby': note, 'aria-invalid': error ? true : undefined })}
      {error ? (
        <p id={`${id}-error`} className="mt-1 flex items-start gap-1.5 text-bad text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {error}
        </p>
      ) : hint ? (
        <p id={`${id}-hint`} className="mt-1 text-ink-2 text-sm">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
