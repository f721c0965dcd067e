import { useTranslations } from 'next-intl';
import type { Readiness } from '../../lib/data/dto/migration.ts';
import type { RunKind } from '../../lib/engine/types.ts';

/** Why a migration would not be started now, in words; null when it would. */
export function useNotReady(): (ready: Readiness, kind: RunKind, replace: boolean) => string | null {
  const t = useTranslations('projects.run.why');
  return ({ state, blockers, replaces, active }, kind, replace) => {
    if (active) return t('active');
    if (kind === 'plan' || kind === 'verify') return null;
    if (state === 'none' || state === 'outdated' || state === 'done') return t(state);
    if (state === 'blocked') return t('blocked', { count: blockers });
    return replaces && !replace ? t('replaces') : null;
  };
}
