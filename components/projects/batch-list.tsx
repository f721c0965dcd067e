import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { BatchRow } from '../../lib/data/dto/batch.ts';
import { Panel } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { BatchChips } from './batch-chips.tsx';

export function BatchList({ projectId, batches }: { projectId: string; batches: BatchRow[] }) {
  const t = useTranslations('projects.batches');
  const of = useTranslations('projects.batch.of');
  return (
    <Panel title={t('title')} note={batches.length === 0 ? t('none') : batches.length} flush>
      {batches.length > 0 ? (
        <Table>
          <thead>
            <tr>
              <Th>{t('kind')}</Th>
              <Th>{t('outcome')}</Th>
              <Th numeric>{t('when')}</Th>
              <Th className="hidden sm:table-cell">{t('by')}</Th>
            </tr>
          </thead>
          <tbody>
            {batches.map((batch) => (
              <tr key={batch.id} className="hover:bg-hover">
                <Td>
                  <Link
                    href={`/projects/${projectId}/batches/${batch.id}`}
                    className="rounded-sm font-medium hover:underline"
                  >
                    {of(batch.kind)}
                  </Link>
                </Td>
                <Td>
                  <BatchChips counts={batch.counts} kind={batch.kind} />
                </Td>
                <Td numeric className="text-ink-2">
                  <RelativeTime at={batch.endedAt ?? batch.at} />
                </Td>
                <Td className="hidden text-ink-2 sm:table-cell">{batch.by?.name ?? '—'}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
    </Panel>
  );
}
