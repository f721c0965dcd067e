import { ArrowRight, CircleMinus, CirclePlus, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { TablePlan } from '../../lib/engine/types.ts';
import { Chip, type Tone } from '../ui/chip.tsx';
import { Name } from '../ui/name.tsx';
import { PanelHeader } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { type Compared, type Comparison, comparedColumns } from './compared-columns.ts';

const LOOKS: Record<Comparison, { tone: Tone; icon?: LucideIcon }> = {
  same: { tone: 'good' },
  type: { tone: 'attention', icon: TriangleAlert },
  onlyHere: { tone: 'attention', icon: CirclePlus },
  onlyThere: { tone: 'attention', icon: CircleMinus },
  filled: { tone: 'neutral', icon: CirclePlus },
};

/** The table that stands in the target now, column by column beside what the plan makes or fills. */
export function ExistingTable({ table }: { table: TablePlan }) {
  const t = useTranslations('schema');
  const columns = comparedColumns(table);
  if (columns.length === 0) return null;
  const differing = columns.filter(({ comparison }) => comparison !== 'same').length;
  return (
    <section className="border-line border-t">
      <PanelHeader
        title={t('differences')}
        note={differing === 0 ? t('differencesNone') : t('differencesCount', { count: differing })}
      />
      <Table>
        <thead>
          <tr>
            <Th>{t('here')}</Th>
            <Th className="px-1">
              <ArrowRight aria-hidden className="size-3.5" />
              <span className="sr-only">{t('becomes')}</span>
            </Th>
            <Th>{t('there')}</Th>
            <Th>{t('compared.title')}</Th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <Row key={column.name} column={column} />
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Row({ column: { name, here, there, comparison } }: { column: Compared }) {
  const t = useTranslations('schema');
  const side = (type: string | null, absent: string) =>
    type === null ? (
      <span className="text-ink-3">{absent}</span>
    ) : (
      <>
        <Name className="break-all">{name}</Name> <Name className="text-ink-2">{type}</Name>
      </>
    );
  return (
    <tr>
      <Td>{side(here, t('absentHere'))}</Td>
      <Td className="px-1 text-ink-3">
        <ArrowRight aria-hidden className="size-3.5" />
      </Td>
      <Td>{side(there, t('absentThere'))}</Td>
      <Td>
        <Chip {...LOOKS[comparison]} className="whitespace-normal">
          {t(`compared.${comparison}`)}
        </Chip>
      </Td>
    </tr>
  );
}
