'use client';

import { CircleCheck, OctagonAlert, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type Attention, type AttentionSubject, isMild } from '../../lib/data/dto/overview.ts';
import { Panel } from '../ui/panel.tsx';
import { useTell } from '../ui/shown-error.ts';
import { RelativeTime } from '../ui/time.tsx';

/** Things that went wrong and nothing has made good since, each with the way to it. */
export function AttentionList({ items }: { items: Attention[] }) {
  const t = useTranslations('overview');
  if (items.length === 0) {
    return (
      <p className="flex items-center gap-2 rounded-lg border border-line bg-panel px-4 py-3 text-ink-2 shadow-lift">
        <CircleCheck aria-hidden className="size-4 shrink-0 text-good" />
        {t('nothingWrong')}
      </p>
    );
  }
  return (
    <Panel flush title={t('attention')} note={items.length}>
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <Item key={`${item.kind} ${item.subject?.id ?? ''}`} item={item} />
        ))}
      </ul>
    </Panel>
  );
}

function hrefOf(subject: AttentionSubject): string {
  if (subject.type === 'batch') return `/projects/${subject.projectId}/batches/${subject.id}`;
  return `/${subject.type}s/${subject.id}`;
}

function Item({ item }: { item: Attention }) {
  const t = useTranslations('overview.kinds');
  const tell = useTell();
  const mild = isMild(item);
  const Icon = mild ? TriangleAlert : OctagonAlert;
  const told = item.error ? tell(item.error) : null;
  const title = t(item.kind, { name: item.subject?.name ?? '', count: item.count ?? 1 });
  return (
    <li className="relative flex items-start gap-3 px-4 py-3 hover:bg-hover">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${mild ? 'text-attention' : 'text-bad'}`} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {item.subject ? (
            <Link href={hrefOf(item.subject)} className="after:absolute after:inset-0">
              {title}
            </Link>
          ) : (
            title
          )}
        </p>
        {told ? (
          <p className="break-words text-ink-2 text-sm">
            {told.message} {told.remedy}
          </p>
        ) : (
          <p className="text-ink-2 text-sm">{t(`${item.kind}-text`)}</p>
        )}
      </div>
      <span className="shrink-0 text-ink-3 text-sm">
        <RelativeTime at={item.at} />
      </span>
    </li>
  );
}
