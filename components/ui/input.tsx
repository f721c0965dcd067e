import type { ComponentProps } from 'react';
import { fieldStyle } from './field-style.ts';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input autoComplete="off" spellCheck={false} {...rest} className={fieldStyle(className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={3}
      {...rest}
      className={fieldStyle(`h-auto py-1.5 pointer-coarse:h-auto ${className ?? ''}`)}
    />
  );
}
