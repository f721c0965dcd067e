'use client';

import { GitCompareArrows, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '../ui/button.tsx';
import { useFormat } from '../ui/format.ts';
import { type NamedRun, useChosen } from './use-chosen.ts';

/** Which runs are chosen, and the way to see them side by side. */
export function CompareBar({ known }: { known: NamedRun[] }) {
  const t = useTranslations('compare');
  const kind = useTranslations('runKind');
  const router = useRouter();
  const { ids, toggle } = useChosen();
  const [a, b] = ids;
  const { dateTime } = useFormat();
  const nameOf = (id: string) => {
    const run = known.find((one) => one.id === id);
    return run ? `${run.name} · ${kind(run.kind)} · ${dateTime(run.at)}` : id;
  };
  return (
    <>
      {ids.map((id) => (
        <span
          key={id}
          className="hidden max-w-72 items-center gap-1 rounded-md bg-accent-soft py-0.5 pr-0.5 pl-2 text-accent text-xs md:inline-flex"
        >
          <span className="truncate">{nameOf(id)}</span>
          <Button
            icon
            size="sm"
            variant="ghost"
            className="-my-1"
            aria-label={t('unchoose', { name: nameOf(id) })}
            onClick={() => toggle(id)}
          >
            <X aria-hidden className="size-3.5" />
          </Button>
        </span>
      ))}
      <Button
        size="sm"
        disabledReason={a && b ? null : t('chooseTwo', { count: ids.length })}
        onClick={() => router.push(`/history/compare?a=${a}&b=${b}`)}
      >
        <GitCompareArrows aria-hidden className="size-3.5" />
        {t('button')}
      </Button>
    </>
  );
}
