import { useTranslations } from 'next-intl';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { type KeptByTable, keptTotals, NONE_KEPT } from '../runs/kept-rows.ts';
import { Verdict } from '../runs/verdict.tsx';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { PlainTable } from './plain-table.tsx';
import { Section } from './section.tsx';

/** Every table with its counts on both sides and what the comparison said. */
export function DocumentTables({ run, kept }: { run: RunDetail; kept: KeptByTable }) {
  const t = useTranslations('document.tables');
  const { count, bytes } = useFormat();
  const { tables } = run.state;
  const totals = keptTotals(kept);
  const copies = run.kind === 'full' || run.kind === 'dry';
  const compares = run.kind !== 'plan';
  if (tables.length === 0) return null;
  const columns = [
    { label: t('table') },
    { label: t('inSource'), numeric: true },
    ...(copies ? [{ label: t('copied'), numeric: true }] : []),
    ...(totals.quarantined > 0 ? [{ label: t('quarantined'), numeric: true }] : []),
    ...(totals.leftOut > 0 ? [{ label: t('leftOut'), numeric: true }] : []),
    ...(compares ? [{ label: t('inTarget'), numeric: true }] : []),
    { label: t('size'), numeric: true },
    ...(compares ? [{ label: t('count') }, { label: t('content') }] : []),
  ];
  const rows = tables.map((table) => {
    const { quarantined, leftOut } = kept.get(table.name) ?? NONE_KEPT;
    const { verification } = table;
    return {
      key: table.name,
      cells: [
        <Name key="name" className="inline-block min-w-24 break-words">
          {table.target === table.name ? table.name : `${table.name} → ${table.target}`}
        </Name>,
        count(table.rows + quarantined + leftOut),
        ...(copies ? [count(table.copiedRows)] : []),
        ...(totals.quarantined > 0 ? [count(quarantined)] : []),
        ...(totals.leftOut > 0 ? [count(leftOut)] : []),
        ...(compares ? [verification ? count(verification.targetRows) : '—'] : []),
        bytes(table.bytes),
        ...(compares
          ? [
              <Verdict key="count" verdict={verification?.count ?? 'not-checked'} />,
              <Verdict key="content" verdict={verification?.content ?? 'not-checked'} />,
            ]
          : []),
      ],
    };
  });
  const inAll = tables.reduce((sum, { rows: one }) => sum + one, 0) + totals.quarantined + totals.leftOut;
  const note = [
    t('total', { tables: tables.length, rows: inAll }),
    totals.quarantined > 0 ? t('inQuarantine', { count: totals.quarantined }) : null,
  ];
  return (
    <Section title={t('title')} note={note.filter(Boolean).join(' · ')}>
      <PlainTable head={columns} rows={rows} />
    </Section>
  );
}
