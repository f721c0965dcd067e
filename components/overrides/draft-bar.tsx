'use client';

import { PencilLine } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../ui/button.tsx';
import { useDraft } from './draft-context.tsx';

/** Stays in sight while there are choices that the plan does not know. */
export function DraftBar({ pending, onPlan }: { pending: boolean; onPlan: () => void }) {
  const t = useTranslations('choices.bar');
  const { changes, discard, denied } = useDraft();
  if (changes.length === 0 || denied) return null;
  return (
    <section
      aria-label={t('label')}
      className="sticky bottom-3 z-20 mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-accent bg-panel px-4 py-2.5 shadow-float"
    >
      <p aria-live="polite" className="flex min-w-0 flex-1 basis-60 items-start gap-2">
        <PencilLine aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
        <span>
          <span className="font-medium">{t('count', { count: changes.length })}.</span>{' '}
          <span className="text-ink-2">{t('text')}</span>
        </span>
      </p>
      <div className="flex gap-2">
        <Button variant="ghost" onClick={discard}>
          {t('discard')}
        </Button>
        <Button variant="primary" pending={pending} onClick={onPlan}>
          {t(pending ? 'planning' : 'plan')}
        </Button>
      </div>
    </section>
  );
}
