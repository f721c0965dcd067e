import { Ban, CircleDashed, CircleSlash, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { BatchCounts } from '../../lib/data/dto/batch.ts';
import type { RunKind } from '../../lib/engine/types.ts';
import { Chip } from '../ui/chip.tsx';

/** How the migrations of a batch stand: what went wrong first. */
export function BatchChips({ counts, kind }: { counts: BatchCounts; kind: RunKind }) {
  const t = useTranslations('projects.counts');
  const { failed, refused, running, waiting, succeeded, cancelled, rolledBack } = counts;
  return (
    <span className="flex flex-wrap gap-1">
      {failed > 0 ? <Chip tone="bad">{t('failed', { count: failed })}</Chip> : null}
      {refused > 0 ? (
        <Chip tone="attention" icon={CircleSlash}>
          {t('refused', { count: refused })}
        </Chip>
      ) : null}
      {running > 0 ? (
        <Chip tone="running" turning>
          {t('running', { count: running })}
        </Chip>
      ) : null}
      {waiting > 0 ? (
        <Chip tone="neutral" icon={CircleDashed}>
          {t('waiting', { count: waiting })}
        </Chip>
      ) : null}
      {succeeded > 0 ? <Chip tone="good">{t(`succeeded.${kind}`, { count: succeeded })}</Chip> : null}
      {rolledBack > 0 ? (
        <Chip tone="attention" icon={Undo2}>
          {t('rolledBack', { count: rolledBack })}
        </Chip>
      ) : null}
      {cancelled > 0 ? (
        <Chip tone="neutral" icon={Ban}>
          {t('cancelled', { count: cancelled })}
        </Chip>
      ) : null}
    </span>
  );
}
