'use client';

import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Overview } from '../../lib/data/dto/overview.ts';
import { Logo } from '../shell/logo.tsx';
import { ButtonLink } from '../ui/button.tsx';

/** The one way on, until something has been migrated: what is still missing comes first. */
export function FirstSteps({ counts, mayMigrate }: { counts: Overview['counts']; mayMigrate: boolean }) {
  const t = useTranslations('overview.first');
  const step = counts.sources === 0 ? 'source' : counts.targets === 0 ? 'target' : 'migration';
  const href = { source: '/sources/new', target: '/targets/new', migration: '/migrations/new' }[step];
  return (
    <section className="flex flex-wrap items-center gap-x-5 gap-y-4 rounded-lg border border-accent/30 bg-accent-soft p-5">
      <Logo className="size-10 shrink-0 text-accent" />
      <div className="min-w-0 flex-1 basis-72">
        <h2 className="font-semibold text-lg">{t(`${step}.title`)}</h2>
        <p className="mt-0.5 max-w-prose text-ink-2">{t(mayMigrate ? `${step}.text` : 'wait')}</p>
      </div>
      {mayMigrate ? (
        <ButtonLink href={href} variant="primary" size="lg">
          {t(`${step}.action`)}
          <ArrowRight aria-hidden className="size-4" />
        </ButtonLink>
      ) : null}
    </section>
  );
}
