import { useTranslations } from 'next-intl';

/** What was done, in the person's language; an action that the catalogue does not know by its name. */
export function useActionName(): (action: string) => string {
  const t = useTranslations('audit.actions');
  return (action) => (t.has(action as never) ? t(action as never) : action);
}
