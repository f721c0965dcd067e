'use client';

import { useTranslations } from 'next-intl';
import type { Finding } from '../../lib/engine/types.ts';
import { SEVERITY_LOOKS } from '../schema-review/finding-list.tsx';
import { Chip } from '../ui/chip.tsx';
import { useTellFinding } from '../ui/shown-error.ts';

/** Findings as they were when the run began: to be read, nothing is chosen here any more. */
export function PlainFindings({ findings }: { findings: Finding[] }) {
  const tell = useTellFinding();
  const severity = useTranslations('severity');
  return (
    <ul className="divide-y divide-line">
      {findings.map((finding, index) => {
        const told = tell(finding);
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list in which code and object may repeat
            key={index}
            className="grid break-inside-avoid gap-x-3 gap-y-1 px-4 py-2.5 sm:grid-cols-[9rem_minmax(0,1fr)]"
          >
            <div>
              <Chip {...SEVERITY_LOOKS[finding.severity]}>{severity(finding.severity)}</Chip>
            </div>
            <div className="min-w-0 break-words">
              <p>{told.message}</p>
              {told.remedy ? <p className="mt-0.5 text-ink-2 text-sm">{told.remedy}</p> : null}
              <p className="mono mt-0.5 text-ink-3 text-xs">{finding.code}</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
