'use client';

import { useTranslations } from 'next-intl';
import type { Pool } from '../../lib/data/dto/server.ts';
import { HelpMark } from '../help/help-mark.tsx';
import { useFormat } from '../ui/format.ts';

/** Pools of connections: how many are open, how many of them rest, how many callers wait for one. */
export function Pools({ pools }: { pools: Pool[] }) {
  const t = useTranslations('overview.pools');
  const { count } = useFormat();
  if (pools.length === 0) return <p className="text-ink-2 text-sm">{t('none')}</p>;
  return (
    <table className="w-full text-sm">
      <thead className="text-ink-3 text-xs">
        <tr>
          <th scope="col" className="pb-1 text-left font-medium">
            {t('pool')} <HelpMark term="pool" />
          </th>
          <th scope="col" className="pb-1 pl-3 text-right font-medium">
            {t('total')}
          </th>
          <th scope="col" className="pb-1 pl-3 text-right font-medium">
            {t('idle')}
          </th>
          <th scope="col" className="pb-1 pl-3 text-right font-medium">
            {t('waiting')}
          </th>
        </tr>
      </thead>
      <tbody>
        {pools.map((pool) => (
          <tr key={pool.name} className="border-line border-t">
            <th scope="row" className="max-w-32 truncate py-1.5 text-left font-normal" title={pool.name}>
              {nameOf(pool.name, t)}
            </th>
            <td className="py-1.5 pl-3 text-right">
              {t('of', { total: count(pool.total), max: count(pool.max) })}
            </td>
            <td className="py-1.5 pl-3 text-right">{count(pool.idle)}</td>
            <td
              className={`py-1.5 pl-3 text-right ${pool.waiting > 0 ? 'font-semibold text-attention' : ''}`}
            >
              {count(pool.waiting)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function nameOf(name: string, t: ReturnType<typeof useTranslations<'overview.pools'>>): string {
  if (name === 'web') return t('web');
  return name.startsWith('worker ') ? t('worker', { id: name.slice('worker '.length) }) : name;
}
