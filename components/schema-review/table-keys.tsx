import { useTranslations } from 'next-intl';
import type { ForeignKeyPlan, IndexPlan, TablePlan } from '../../lib/engine/types.ts';
import { Name } from '../ui/name.tsx';
import { PanelHeader } from '../ui/panel.tsx';

const NO_ACTION = 'NO ACTION';

/** Primary key, indexes and foreign keys, as they will be made. */
export function TableKeys({ table }: { table: TablePlan }) {
  const t = useTranslations('schema');
  const count = table.indexes.length + table.foreignKeys.length + (table.primaryKey ? 1 : 0);
  return (
    <section className="border-line border-t">
      <PanelHeader title={t('keys')} note={count === 0 ? t('noKeys') : null} />
      {count === 0 ? null : (
        <ul className="divide-y divide-line">
          {table.primaryKey ? (
            <Line name={table.primaryKey.name} kind={t('primaryKey')}>
              ({table.primaryKey.columns.join(', ')})
            </Line>
          ) : null}
          {table.indexes.map((index) => (
            <Line key={index.target} name={index.target} kind={t(kindOf(index))}>
              ({index.columns.map(columnOf).join(', ')})
            </Line>
          ))}
          {table.foreignKeys.map((key) => (
            <ForeignKey key={key.name} foreign={key} />
          ))}
        </ul>
      )}
    </section>
  );
}

function kindOf(index: IndexPlan) {
  if (index.constraint) return 'unique';
  return index.unique ? 'uniqueIndex' : 'index';
}

function columnOf({ name, desc, nocase }: IndexPlan['columns'][number]): string {
  return `${nocase ? `lower(${name})` : name}${desc ? ' DESC' : ''}`;
}

function ForeignKey({ foreign }: { foreign: ForeignKeyPlan }) {
  const t = useTranslations('schema');
  const notes = [
    foreign.onDelete === NO_ACTION ? null : t('onDelete', { action: foreign.onDelete }),
    foreign.onUpdate === NO_ACTION ? null : t('onUpdate', { action: foreign.onUpdate }),
    foreign.deferred ? t('deferred') : null,
    foreign.validate ? null : t('notValid'),
  ].filter((note) => note !== null);
  return (
    <Line name={foreign.name} kind={t('references', { table: foreign.table })} note={notes.join(' · ')}>
      ({foreign.columns.join(', ')}) → ({foreign.references.join(', ')})
    </Line>
  );
}

interface LineProps {
  name: string;
  kind: string;
  note?: string;
  children: React.ReactNode;
}

function Line({ name, kind, note, children }: LineProps) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2 text-sm">
      <Name className="break-all">{name}</Name>
      <span className="text-ink-2">{kind}</span>
      <Name className="min-w-0 break-words text-ink-2">{children}</Name>
      {note ? <span className="text-ink-3">{note}</span> : null}
    </li>
  );
}
