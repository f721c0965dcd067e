import { useTranslations } from 'next-intl';
import type { RollbackPreview } from '../../lib/data/dto/rollback.ts';
import { Count } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Notice } from '../ui/notice.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { ExactTime } from '../ui/time.tsx';

/** Of rows that are put back one by one: a cautious guess, so that nobody waits longer than was said. */
const ROWS_A_SECOND = 20_000;

/** Where rows went into tables that stood there it is known row by row; of others how many more or fewer there are. */
function writtenSince({ writtenSince, rowsNow, rowsAtCutover }: RollbackPreview['tables'][number]): number {
  return writtenSince ?? Math.abs(rowsNow - rowsAtCutover);
}

/** What a rollback would put back, and how many rows have come or gone since the cutover. */
export function RollbackPreviewTable({ preview }: { preview: RollbackPreview }) {
  const t = useTranslations('rollback');
  const written = preview.tables.reduce((sum, table) => sum + writtenSince(table), 0);
  const matched = preview.tables.filter((table) => table.writtenSince !== undefined);
  const rewritten = matched.reduce((sum, table) => sum + table.rowsNow + table.rowsAtCutover, 0);
  return (
    <div className="grid gap-3">
      {preview.cutOverAt === null ? null : (
        <p className="text-ink-2 text-sm">
          {t('cutOver')}: <ExactTime at={preview.cutOverAt} />
        </p>
      )}
      <p className="text-sm">
        {rewritten === 0
          ? t('takesMoment')
          : t('takes', { seconds: Math.ceil(1 + rewritten / ROWS_A_SECOND) })}
      </p>
      <Notice tone={written > 0 ? 'attention' : 'neutral'}>{t('written', { count: written })}</Notice>
      <div className="max-h-72 overflow-y-auto rounded-lg border border-line">
        <Table>
          <thead className="sticky top-0 bg-panel">
            <tr>
              <Th>{t('table')}</Th>
              <Th numeric className="hidden whitespace-normal sm:table-cell">
                {t('rowsAtCutover')}
              </Th>
              <Th numeric className="whitespace-normal max-sm:pl-0">
                {t('rowsNow')}
              </Th>
              <Th numeric className="whitespace-normal max-sm:pl-2">
                {t('writtenSince')}
              </Th>
            </tr>
          </thead>
          <tbody>
            {preview.tables.map((table) => (
              <tr key={table.name}>
                <Td>
                  <Name>{table.name}</Name>
                  <p className="text-ink-2 text-sm">
                    {table.rowsKept == null
                      ? t(table.restores ? 'restored' : 'removed')
                      : t('restoredRows', { rows: table.rowsKept })}
                  </p>
                  <p className="text-ink-3 text-xs sm:hidden">
                    {t('rowsAtCutover')}: <Count value={table.rowsAtCutover} />
                  </p>
                </Td>
                <Td numeric className="hidden sm:table-cell">
                  <Count value={table.rowsAtCutover} />
                </Td>
                <Td numeric className="max-sm:pl-0">
                  <Count value={table.rowsNow} />
                </Td>
                <Td numeric className={writtenSince(table) === 0 ? '' : 'font-medium text-attention'}>
                  <Count value={writtenSince(table)} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  );
}
