import { useTranslations } from 'next-intl';
import type { SourceDetail } from '../../lib/data/dto/source.ts';
import { Bytes, Count } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';

/** As the latest plan saw them; before any plan, what to do to see them. */
export function SourceTables({ tables }: { tables: SourceDetail['tables'] }) {
  const t = useTranslations('sources');
  if (!tables) {
    return (
      <Panel title={t('tables')}>
        <p className="text-ink-2">{t('tablesUnknown')}</p>
      </Panel>
    );
  }
  return (
    <Panel flush title={t('tables')} note={t('tablesNote')}>
      <div className="max-h-[36rem] overflow-y-auto">
        <Table>
          <thead>
            <tr>
              <Th>{t('table')}</Th>
              <Th numeric>{t('rows')}</Th>
              <Th numeric>{t('size')}</Th>
            </tr>
          </thead>
          <tbody>
            {tables.map((table) => (
              <tr key={table.name}>
                <Td className="max-w-48 truncate sm:max-w-none">
                  <Name>{table.name}</Name>
                </Td>
                <Td numeric>
                  <Count value={table.rows} />
                </Td>
                <Td numeric>
                  <Bytes value={table.bytes} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Panel>
  );
}
