import { useTranslations } from 'next-intl';
import type { MigrationDetail } from '../../lib/data/dto/migration.ts';
import { useDraft } from '../overrides/draft-context.tsx';
import { blockersLeft } from '../schema-review/plan-figures.ts';

/** Why a run cannot be started now, in words; null when it can. */
export function useStartReason(
  migration: MigrationDetail,
  planning: boolean,
  replace: boolean,
): (kind: 'dry' | 'full') => string | null {
  const t = useTranslations('migrations.start');
  const denial = useTranslations('denial');
  const bar = useTranslations('choices.bar');
  const { changes } = useDraft();
  return (kind) => {
    const { plan, planOutdated, permissions } = migration;
    const { why } = permissions[kind];
    if (why === 'role') return denial(why);
    if (planning) return t('planning');
    if (why === 'run-active' || why === 'plan-missing' || !plan) return denial(why ?? 'plan-missing');
    if (planOutdated) return t('outdated');
    if (changes.length > 0) return bar('first');
    const others = blockersLeft(plan, true).length;
    if (others > 0) return t('blockers', { count: others });
    if (blockersLeft(plan, replace).length > 0) return t('replaceNeeded');
    return why ? denial(why) : null;
  };
}
