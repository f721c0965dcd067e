import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { TargetRow } from '../../lib/data/dto/target.ts';
import { HealthChip } from '../state/health-chip.tsx';
import { Bytes, Count } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** On a phone: name, place and health; the rest where there is room. */
export function TargetTable({ targets }: { targets: TargetRow[] }) {
  const t = useTranslations('targets');
  return (
    <Panel flush>
      <Table>
        <thead>
          <tr>
            <Th>{t('target')}</Th>
            <Th>{t('health')}</Th>
            <Th className="hidden md:table-cell">{t('version')}</Th>
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
          {targets.map((target) => (
            <tr key={target.id} className="relative hover:bg-hover">
              <Td className="max-w-40 sm:max-w-80">
                <Link
                  href={`/targets/${target.id}`}
                  className="block truncate font-medium after:absolute after:inset-0"
                >
                  {target.name}
                </Link>
                <span className="block truncate text-ink-2 text-sm">
                  <Name>{`${target.host}:${target.port}/${target.database} · ${target.schema}`}</Name>
                </span>
              </Td>
              <Td>
                <HealthChip health={target.health} probe={target.lastProbe} />
              </Td>
              <Td className="hidden whitespace-nowrap text-ink-2 md:table-cell">
                {target.version ? `PostgreSQL ${target.version}` : '—'}
              </Td>
              <Td numeric className="hidden sm:table-cell">
                <Bytes value={target.databaseBytes} />
              </Td>
              <Td numeric className="hidden lg:table-cell">
                <Count value={target.usedBy} />
              </Td>
              <Td className="hidden text-ink-2 md:table-cell">
                {target.lastProbe?.endedAt ? <RelativeTime at={target.lastProbe.endedAt} /> : '—'}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
