'use client';

import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment, useState } from 'react';
import type { QuarantineRow, QuarantineValue } from '../../lib/data/dto/quarantine.ts';
import type { Plan } from '../../lib/engine/types.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { cn } from '../ui/cn.ts';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { usePhrase } from '../ui/use-phrase.ts';

const COLUMNS = 5;
/** Longer values are cut in the list, never in the whole row. */
const SHOWN = 120;

export function QuarantineTable({ rows, plan }: { rows: QuarantineRow[]; plan: Plan | null }) {
  const t = useTranslations('quarantine');
  const [open, setOpen] = useState<string | null>(null);
  return (
    <div className="@container">
      <Table>
        <thead>
          <tr>
            <Th>{t('table')}</Th>
            <Th>{t('key')}</Th>
            <Th>{t('column')}</Th>
            <Th>{t('value')}</Th>
            <Th>{t('reason')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const id = `${row.table} ${row.number}`;
            return (
              <Fragment key={id}>
                <Row row={row} open={open === id} onOpen={() => setOpen(open === id ? null : id)} />
                {open === id ? <Whole row={row} plan={plan} /> : null}
              </Fragment>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}

function Row({ row, open, onOpen }: { row: QuarantineRow; open: boolean; onOpen: () => void }) {
  const t = useTranslations('quarantine');
  const phrase = usePhrase();
  const { dateTime } = useFormat();
  return (
    <tr className="*:align-top">
      <Td>
        <span className="flex items-start gap-1">
          <Button
            icon
            size="sm"
            variant="ghost"
            className="-my-1 -ml-2"
            aria-expanded={open}
            aria-label={`${t('whole')}: ${row.table}, ${row.key}`}
            title={t('whole')}
            onClick={onOpen}
          >
            <ChevronRight aria-hidden className={cn('size-3.5 transition-transform', open && 'rotate-90')} />
          </Button>
          <Name>{row.table}</Name>
        </span>
      </Td>
      <Td className="max-w-52 break-words">
        <Name>{row.key}</Name>
      </Td>
      <Td>
        <Name>{row.column}</Name>
      </Td>
      <Td className="min-w-40 max-w-80 break-words">
        {/* A foreign key over several columns has no value of its own. */}
        {row.column in row.row ? <Value value={row.row[row.column] ?? null} limit={SHOWN} /> : '—'}
      </Td>
      <Td className="min-w-40 max-w-72 text-ink-2">
        <span className="block first-letter:uppercase">{phrase(row.reason)}</span>
        {row.putInAt === null ? null : <Chip tone="good">{t('putIn', { time: dateTime(row.putInAt) })}</Chip>}
      </Td>
    </tr>
  );
}

/** Every value of the row with SQLite's type, in the table's order; as wide as what is seen of the table. */
function Whole({ row, plan }: { row: QuarantineRow; plan: Plan | null }) {
  const order = plan?.tables.find(({ source }) => source === row.table)?.columns.map(({ source }) => source);
  const columns = order?.filter((column) => column in row.row) ?? Object.keys(row.row);
  return (
    <tr>
      <td colSpan={COLUMNS} className="border-line border-b p-0">
        <dl className="sticky left-0 grid w-[100cqw] gap-x-4 gap-y-1 border-accent border-l-2 bg-sunk px-4 py-3 text-sm sm:grid-cols-[minmax(7rem,auto)_minmax(0,1fr)]">
          {columns.map((column) => (
            <Fragment key={column}>
              <dt>
                <Name className="text-ink-2">{column}</Name>
              </dt>
              <dd className="min-w-0 break-words">
                <Value value={row.row[column] ?? null} />
                <span className="ml-2 text-ink-3 text-xs">{row.row[column]?.type}</span>
              </dd>
            </Fragment>
          ))}
        </dl>
      </td>
    </tr>
  );
}

function Value({ value, limit = Number.POSITIVE_INFINITY }: { value: QuarantineValue; limit?: number }) {
  if (value === null) return <em className="text-ink-3">NULL</em>;
  const text = 'hex' in value ? `x'${value.hex}'` : value.value;
  return <Name>{text.length > limit ? `${text.slice(0, limit)}…` : text === '' ? "''" : text}</Name>;
}
