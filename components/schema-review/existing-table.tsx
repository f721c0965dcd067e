import { useTranslations } from 'next-intl';
import type { TablePlan } from '../../lib/engine/types.ts';
import { Name } from '../ui/name.tsx';
import { PanelHeader } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';

/** How the table that stands in the target now differs from what the plan makes. */
export function ExistingTable({ existing }: { existing: NonNullable<TablePlan['existing']> }) {
  const t = useTranslations('schema');
  const same = existing.differences.length === 0;
  const type = (text: string | null, absent: string) =>
    text === null ? <span className="text-ink-3">{absent}</span> : <Name>{text}</Name>;
  return (
    <section className="border-line border-t">
      <PanelHeader title={t('differences')} note={same ? t('differencesNone') : null} />
      {same ? null : (
        <Table>
          <thead>
            <tr>
              <Th>{t('target')}</Th>
              <Th>{t('here')}</Th>
              <Th>{t('there')}</Th>
            </tr>
          </thead>
          <tbody>
            {existing.differences.map((difference) => (
              <tr key={difference.column}>
                <Td>
                  <Name>{difference.column}</Name>
                </Td>
                <Td>{type(difference.here, t('absentHere'))}</Td>
                <Td>{type(difference.there, t('absentThere'))}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}
