import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { SourceRow } from '../../lib/data/dto/source.ts';
import { HealthChip } from '../state/health-chip.tsx';
import { Bytes, Count } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** On a phone: name, path and health; the rest where there is room. */
export function SourceTable({ sources }: { sources: SourceRow[] }) {
  const t = useTranslations('sources');
  return (
    <Panel flush>
      <Table>
        <thead>
          <tr>
            <Th>{t('source')}</Th>
            <Th>{t('health')}</Th>
            <Th className="hidden md:table-cell">{t('kind')}</Th>
            <Th numeric className="hidden sm:table-cell">
              {t('size')}
            </Th>
            <Th numeric className="hidden lg:table-cell">
              {t('usedBy')}
            </Th>
            <Th className="hidden md:table-cell">{t('tested')}</Th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <tr key={source.id} className="relative hover:bg-hover">
              <Td className="max-w-48 sm:max-w-80 lg:max-w-md">
                <Link
                  href={`/sources/${source.id}`}
                  className="block truncate font-medium after:absolute after:inset-0"
                >
                  {source.name}
                </Link>
                <span className="block truncate text-ink-2 text-sm" title={source.path}>
                  <Name>{source.path}</Name>
                </span>
              </Td>
              <Td>
                <HealthChip health={source.health} probe={source.lastProbe} />
              </Td>
              <Td className="hidden text-ink-2 md:table-cell">{t(`kinds.${source.kind}`)}</Td>
              <Td numeric className="hidden sm:table-cell">
                <Bytes value={source.bytes} />
              </Td>
              <Td numeric className="hidden lg:table-cell">
                <Count value={source.usedBy} />
              </Td>
              <Td className="hidden text-ink-2 md:table-cell">
                {source.lastProbe?.endedAt ? <RelativeTime at={source.lastProbe.endedAt} /> : '—'}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
