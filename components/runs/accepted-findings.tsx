import { useTranslations } from 'next-intl';
import type { Report } from '../../lib/engine/types.ts';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { ExactTime } from '../ui/time.tsx';

/** Warnings that somebody had taken upon them when the run began. Reports of earlier versions know of none. */
export function AcceptedFindings({ accepted = [] }: { accepted?: Report['accepted'] }) {
  const t = useTranslations('runs.report');
  if (accepted.length === 0) return null;
  return (
    <Panel title={t('accepted')} note={accepted.length} flush>
      <ul className="divide-y divide-line">
        {accepted.map(({ code, object, reason, by, at }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list in which code and object may repeat
          <li key={index} className="grid gap-x-4 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[16rem_minmax(0,1fr)]">
            <div className="min-w-0">
              <Name className="block break-all">{object}</Name>
              <Name className="block text-ink-3 text-xs">{code}</Name>
            </div>
            <div className="min-w-0 break-words">
              <p className="whitespace-pre-wrap">{reason}</p>
              <p className="text-ink-3 text-sm">
                {by} · <ExactTime at={Date.parse(at)} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
