import { useTranslations } from 'next-intl';
import type { SourceDetail } from '../../lib/data/dto/source.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Facts } from '../ui/facts.tsx';
import { Bytes } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { ExactTime } from '../ui/time.tsx';

export function SourceFacts({ source }: { source: SourceDetail }) {
  const t = useTranslations('sources');
  const copyable = (text: string) => (
    <span className="flex items-start gap-1">
      <Name className="min-w-0 break-all">{text}</Name>
      <CopyButton text={text} />
    </span>
  );
  return (
    <Panel title={t('facts')}>
      <Facts
        className="-my-2"
        items={[
          { label: t('path'), value: copyable(source.path) },
          { label: t('kind'), value: t(`kinds.${source.kind}`) },
          { label: t('size'), value: <Bytes value={source.bytes} /> },
          ...(source.sha256 ? [{ label: 'SHA-256', value: copyable(source.sha256) }] : []),
          {
            label: t('added'),
            value: (
              <>
                <ExactTime at={source.createdAt} />
                {source.createdBy ? ` · ${source.createdBy.name}` : null}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}
