import { useTranslations } from 'next-intl';
import type { RollbackPreview } from '../../lib/data/dto.ts';
import { Count } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Notice } from '../ui/notice.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { ExactTime } from '../ui/time.tsx';

/** What a rollback would put back, and how many rows have come or gone since the cutover. */
export function RollbackPreviewTable({ preview }: { preview: RollbackPreview }) {
  const t = useTranslations('rollback');
  const written = preview.tables.reduce(
    (sum, table) => sum + Math.abs(table.rowsNow - table.rowsAtCutover),
    0,
  );
  return (
    <div className="grid gap-3">
      {preview.cutOverAt === null ? null : (
        <p className="text-ink-2 text-sm">
          {t('cutOver')}: <ExactTime at={preview.cutOverAt} />
        </p>
      )}
      <Notice tone={written > 0 ? 'attention' : 'neutral'}>{t('written', { count: written })}</Notice>
      <div className="max-h-72 overflow-y-auto rounded-lg border border-line">
        <Table>
          <thead className="sticky top-0 bg-panel">
            <tr>
              <Th>{t('table')}</Th>
              <Th>{t('after')}</Th>
              <Th numeric>{t('rowsAtCutover')}</Th>
              <Th numeric>{t('rowsNow')}</Th>
            </tr>
          </thead>
          <tbody>
            {preview.tables.map((table) => (
              <tr key={table.name}>
                <Td>
                  <Name>{table.name}</Name>
                </Td>
                <Td className="text-ink-2 text-sm">{t(table.restores ? 'restored' : 'removed')}</Td>
                <Td numeric>
                  <Count value={table.rowsAtCutover} />
                </Td>
                <Td
                  numeric
                  className={table.rowsNow === table.rowsAtCutover ? '' : 'font-medium text-attention'}
                >
                  <Count value={table.rowsNow} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  );
}
