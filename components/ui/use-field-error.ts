'use client';

import { useTranslations } from 'next-intl';
import type { FieldErrors, FieldValues } from 'react-hook-form';

const KNOWN = ['too_small', 'too_big', 'invalid_format', 'invalid_type', 'invalid_value'] as const;
type Known = (typeof KNOWN)[number];

/** What is wrong with a field, by the code that zod gave, in the person's language. */
export function useFieldError<V extends FieldValues>(errors: FieldErrors<V>) {
  const t = useTranslations('forms');
  return (name: keyof V & string): string | undefined => {
    const type = errors[name]?.type;
    if (!type) return undefined;
    const code = KNOWN.find((known) => known === type) as Known | undefined;
    return t(code ?? 'other');
  };
}
