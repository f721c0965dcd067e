import { useTranslations } from 'next-intl';
import { Chip } from '../ui/chip.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { ClockTime } from '../ui/time.tsx';

interface ChainPanelProps {
  chain: {
    head: { seq: number; hash: string } | null;
    brokenAt: number | null;
    why: 'changed' | 'missing' | 'head' | null;
    at: number;
  };
}

/** Whether anything was changed behind the panel's back, as far as the chain can tell. */
export function ChainPanel({ chain: { head, brokenAt, why, at } }: ChainPanelProps) {
  const t = useTranslations('audit.chain');
  const format = useFormat();
  const count = head?.seq ?? 0;
  const headText = head ? `${head.seq}:${head.hash}` : '';
  return (
    <Panel className="mb-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        {brokenAt === null ? (
          <Chip tone="good">{head ? t('intact', { seq: format.count(count) }) : t('empty')}</Chip>
        ) : (
          <Chip tone="bad">{t('broken', { seq: format.count(brokenAt) })}</Chip>
        )}
        <span className="text-ink-3 text-xs">
          {t('checked')} <ClockTime at={at} />
        </span>
      </div>
      {brokenAt === null ? null : (
        <p className="mt-2">
          {t(why === 'missing' ? 'missing' : 'changed', { seq: format.count(brokenAt) })}
        </p>
      )}
      {head ? (
        <div className="mt-2 flex items-start gap-2 text-ink-2 text-xs">
          <span className="min-w-0 break-all">
            {t('head')} <Name>{headText}</Name>
          </span>
          <CopyButton text={headText} />
        </div>
      ) : null}
      <p className="mt-1 max-w-prose text-ink-3 text-xs">{t('help')}</p>
    </Panel>
  );
}
