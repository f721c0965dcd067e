'use client';

import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFormat } from '../ui/format.ts';
import { type NamedRun, useChosen } from './use-chosen.ts';

/** Chooses a run to be compared; once two are chosen, the others say why they cannot be. */
export function ChooseRun({ run: { id, name, kind: of, at } }: { run: NamedRun }) {
  const kind = useTranslations('runKind');
  const { dateTime } = useFormat();
  const t = useTranslations('compare');
  const { ids, toggle } = useChosen();
  const label = t('choose', { name: `${name}, ${kind(of)}, ${dateTime(at)}` });
  const chosen = ids.includes(id);
  const full = !chosen && ids.length === 2;
  return (
    <label className="relative inline-flex p-1" title={full ? t('full') : label}>
      <input
        type="checkbox"
        aria-label={full ? `${label}. ${t('full')}` : label}
        aria-disabled={full || undefined}
        checked={chosen}
        onChange={() => (full ? undefined : toggle(id))}
        className="peer size-4 cursor-pointer appearance-none rounded-sm border border-edge bg-panel checked:border-accent checked:bg-accent aria-disabled:cursor-not-allowed aria-disabled:opacity-45"
      />
      <Check
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none absolute inset-0 m-auto size-3 text-on-accent opacity-0 peer-checked:opacity-100"
      />
    </label>
  );
}
