'use client';

import { Archive, EyeOff, type LucideIcon, PencilLine, Scissors, Slash } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip } from '../ui/chip.tsx';
import { useFormat } from '../ui/format.ts';
import type { Loss, LossKind } from './loss.ts';

const ICONS: Record<LossKind, LucideIcon> = {
  nulled: Slash,
  changed: PencilLine,
  quarantined: Archive,
  rowsOut: EyeOff,
  columnOut: EyeOff,
};

/** What does not arrive as it is, in words. */
export function LossChips({ losses = [] }: { losses?: Loss[] }) {
  const t = useTranslations('schema.loss');
  const { count } = useFormat();
  return losses.map(({ kind, count: number }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list in which a kind may repeat
    <Chip key={index} tone="attention" icon={ICONS[kind]} className="whitespace-normal">
      {t(kind, { count: number ?? 0, number: count(number ?? 0) })}
    </Chip>
  ));
}

/** Beside a table's name. */
export function LossMark() {
  const t = useTranslations('schema');
  return (
    <span title={t('lossy')} className="shrink-0 text-attention">
      <Scissors aria-hidden className="size-3.5" />
      <span className="sr-only">{t('lossy')}</span>
    </span>
  );
}
