import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Plan, Severity } from '../../lib/engine/types.ts';
import { SEVERITY_LOOKS } from '../schema-review/finding-list.tsx';
import { Chip } from '../ui/chip.tsx';

const SEVERITIES: Severity[] = ['blocker', 'warning', 'info'];

/** How many findings of each kind are left to decide, how many were accepted, or that there are none. */
export function FindingCounts({ plan: { findings, objects }, accepted }: { plan: Plan; accepted: number }) {
  const t = useTranslations('severityCount');
  const f = useTranslations('findings');
  if (findings.length === 0) {
    return (
      <Chip tone="good" icon={CircleCheck}>
        {f(objects.every(({ outcome }) => outcome === 'migrated') ? 'none' : 'noFindings')}
      </Chip>
    );
  }
  return (
    <>
      {SEVERITIES.map((severity) => {
        const all = findings.filter((finding) => finding.severity === severity).length;
        const count = severity === 'warning' ? all - accepted : all;
        return count === 0 ? null : (
          <Chip key={severity} {...SEVERITY_LOOKS[severity]}>
            {t(severity === 'warning' ? 'toDecide' : severity, { count })}
          </Chip>
        );
      })}
      {accepted === 0 ? null : (
        <Chip tone="good" icon={CircleCheck}>
          {t('accepted', { count: accepted })}
        </Chip>
      )}
    </>
  );
}
