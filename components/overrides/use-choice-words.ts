import { useTranslations } from 'next-intl';
import type { Choice, Place } from './document.ts';
import { fieldAt } from './fields.ts';

type Translate = ReturnType<typeof useTranslations<never>>;

export interface ChoiceWords {
  label(field: string): string;
  hint(field: string): string | undefined;
  /** What holds without a choice. */
  unset(field: string): string;
  /** A choice in words, as it stands at a place. */
  value(place: Place, choice: Choice): string;
}

/** The person's words for fields and what can be chosen there; what has none stays as the document says it. */
export function useChoiceWords(): ChoiceWords {
  const t = useTranslations('choices.field') as unknown as Translate;
  const c = useTranslations('choices');
  const say = (key: string) => (t.has(key as never) ? t(key as never) : undefined);
  const unset = (field: string) => say(`${field}.unset`) ?? '—';
  return {
    label: (field) => say(`${field}.label`) ?? field,
    hint: (field) => say(`${field}.hint`),
    unset,
    value: (place, choice) => {
      const field = place.at(-1) ?? '';
      if (choice === undefined) return unset(field);
      if (choice === true) return c('yes');
      if (field === 'search') return String(choice);
      if (choice === null) return c('noDefault');
      const known = fieldAt(place)?.kind === 'one-of' ? say(`${field}.value.${choice}`) : undefined;
      return known ?? String(choice);
    },
  };
}
