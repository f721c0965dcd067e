'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState, useSyncExternalStore } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { TourOffer } from '../../lib/data/dto/tour.ts';
import { matches, wordsOf } from '../palette/words.ts';
import { ResumeTour } from '../tour/resume-tour.tsx';
import { cn } from '../ui/cn.ts';
import { Input } from '../ui/input.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { useSlash } from '../ui/use-slash.ts';
import { HelpDocs } from './help-docs.tsx';
import { HelpKeys } from './help-keys.tsx';
import { HelpReport, type Versions } from './help-report.tsx';
import { HelpWays } from './help-ways.tsx';
import { saysMore, TERMS } from './terms.ts';

function onHash(tell: () => void): () => void {
  window.addEventListener('hashchange', tell);
  return () => window.removeEventListener('hashchange', tell);
}

interface HelpViewProps {
  versions: Versions;
  tour: TourOffer;
  setTour: PanelActions['setTour'];
}

/** The words, the ways through, the keys, where the documents are, how to report. One page, searched as one types. */
export function HelpView({ versions, tour, setTour }: HelpViewProps) {
  const t = useTranslations('help');
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const words = wordsOf(text);
  // Also where a link led here without a new page, which leaves :target as it was.
  const asked = useSyncExternalStore(
    onHash,
    () => location.hash.slice(1),
    () => '',
  );
  useSlash(field);
  const terms = TERMS.map((term) => ({
    term,
    name: t(`terms.${term}.name`),
    text: t(`terms.${term}.text`),
    more: saysMore(term) ? t(`terms.${term}.more`) : '',
  })).filter(({ name, text: said, more }) => matches(`${name} ${said} ${more}`, words));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={<ResumeTour offer={tour} setTour={setTour} />}
      />
      <div className="relative mb-4 max-w-xl">
        <Search aria-hidden className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3" />
        <Input
          ref={field}
          type="search"
          aria-label={t('search')}
          aria-keyshortcuts="/"
          placeholder={t('search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="pl-8"
        />
        <p role="status" className={terms.length > 0 ? 'sr-only' : 'mt-2 text-ink-2 text-sm'}>
          {words.length > 0 ? t('found', { count: terms.length }) : ''}
        </p>
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        {terms.length > 0 ? (
          <Panel title={t('glossary')} flush>
            <dl className="divide-y divide-line">
              {terms.map(({ term, name, text: said, more }) => (
                <div
                  key={term}
                  id={term}
                  className={cn('scroll-mt-20 px-4 py-3 lg:scroll-mt-4', term === asked && 'bg-accent-soft')}
                >
                  <dt className="font-medium">{name}</dt>
                  <dd className="mt-0.5 max-w-prose text-ink-2">
                    {said}
                    {more ? <span className="mt-1 block text-ink-3 text-sm">{more}</span> : null}
                  </dd>
                </div>
              ))}
            </dl>
          </Panel>
        ) : null}
        {words.length > 0 ? null : (
          <div className="grid gap-4">
            <HelpWays />
            <HelpKeys />
            <HelpDocs />
            <HelpReport versions={versions} />
          </div>
        )}
      </div>
    </>
  );
}
