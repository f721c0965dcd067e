import { useTranslations } from 'next-intl';
import type { ColumnPlan } from '../../lib/engine/types.ts';
import { useFormat } from '../ui/format.ts';
import { type StorageClass, storageShares } from './plan-figures.ts';

/** Shades of one colour: what stands out is a second class where a finding speaks of it. */
const SHADES: Record<StorageClass, string> = {
  integers: 'bg-edge',
  reals: 'bg-edge/70',
  texts: 'bg-edge/90',
  blobs: 'bg-edge/50',
  nulls: 'bg-line-strong/60',
};
/** A share this small is still drawn. */
const LEAST_PERCENT = 3;

/** What a scan found in a column: storage classes as a bar and in words, one value as a sample. */
export function ValueBar({ values, marked }: { values: ColumnPlan['values']; marked: boolean }) {
  const t = useTranslations('schema');
  const { percent, count } = useFormat();
  const shares = storageShares(values);
  if (shares.length === 0) return <span className="text-ink-3 text-xs">{t('empty')}</span>;
  const words =
    shares.length === 1 && shares[0]
      ? t('all', { kind: t(`storage.${shares[0].kind}`) })
      : shares
          .map(({ kind, share, count: number }) =>
            t('share', {
              percent: share < 0.01 ? count(number) : percent(share),
              kind: t(`storage.${kind}`),
            }),
          )
          .join(' · ');
  return (
    <div className="max-w-36">
      <div
        role="img"
        aria-label={t('barLabel', { parts: words })}
        className="flex h-1.5 gap-px overflow-hidden rounded-full"
      >
        {shares.map(({ kind, share }, index) => (
          <span
            key={kind}
            className={marked && index > 0 && kind !== 'nulls' ? 'bg-attention' : SHADES[kind]}
            style={{ flex: `${Math.max(LEAST_PERCENT, share * 100)} 0 0` }}
          />
        ))}
      </div>
      <p className="mt-1 text-ink-2 text-xs">{words}</p>
      {values.sample === null || values.sample === '' ? null : (
        <p className="mono truncate text-ink-3 text-xs" title={values.sample}>
          {values.sample}
        </p>
      )}
    </div>
  );
}
