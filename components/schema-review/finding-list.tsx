'use client';

import { CircleCheck, Info, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Finding, Severity } from '../../lib/engine/types.ts';
import { FindingOffer } from '../overrides/finding-offer.tsx';
import { Chip, type Tone } from '../ui/chip.tsx';
import { useTellFinding } from '../ui/shown-error.ts';
import { Acceptance } from './acceptance.tsx';
import { useAcceptances } from './accepted-context.tsx';

export const SEVERITY_LOOKS: Record<Severity, { tone: Tone; icon: LucideIcon }> = {
  blocker: { tone: 'bad', icon: OctagonAlert },
  warning: { tone: 'attention', icon: TriangleAlert },
  info: { tone: 'neutral', icon: Info },
};

/** How serious, what, and what can be done about it; said by code in the person's language. */
export function FindingList({ findings }: { findings: Finding[] }) {
  const tell = useTellFinding();
  const severity = useTranslations('severity');
  const t = useTranslations('findings.accept');
  const accepted = useAcceptances()?.accepted;
  return (
    <ul className="divide-y divide-line">
      {findings.map((finding, index) => {
        const told = tell(finding);
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list in which code and object may repeat
            key={index}
            className="grid gap-x-3 gap-y-1 px-4 py-2.5 sm:grid-cols-[10rem_minmax(0,1fr)]"
          >
            <div>
              {accepted?.has(finding) ? (
                <Chip tone="good" icon={CircleCheck}>
                  {t('accepted')}
                </Chip>
              ) : (
                <Chip {...SEVERITY_LOOKS[finding.severity]}>{severity(finding.severity)}</Chip>
              )}
            </div>
            <div className="min-w-0 break-words">
              <p>{told.message}</p>
              <p className="mt-0.5 text-ink-2 text-sm">{told.remedy}</p>
              <p className="mono mt-0.5 text-ink-3 text-xs">{finding.code}</p>
              <FindingOffer finding={finding} />
              <Acceptance finding={finding} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
