'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { STAGES } from '../../lib/engine/types.ts';
import { LEVELS } from '../runs/event-lines.ts';
import { Input, Select } from '../ui/field.tsx';
import type { LOG_FIELDS, LogFilter } from './log-filter.ts';

type Change = (name: (typeof LOG_FIELDS)[number], value: string) => void;

/** How serious, which stage, which table, which words. */
export function LogFilters({ filter, change }: { filter: LogFilter; change: Change }) {
  const t = useTranslations('log');
  const stage = useTranslations('stages');
  return (
    <div className="grid grid-cols-2 gap-2 border-line border-b px-4 py-2 lg:grid-cols-4">
      <Select
        aria-label={t('level')}
        value={filter.level}
        onChange={(event) => change('level', event.target.value === 'info' ? '' : event.target.value)}
      >
        {LEVELS.map((level) => (
          <option key={level} value={level}>
            {t(`atLeast.${level}`)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('stage')}
        value={filter.stage ?? ''}
        onChange={(event) => change('stage', event.target.value)}
      >
        <option value="">{t('anyStage')}</option>
        {STAGES.map((name) => (
          <option key={name} value={name}>
            {stage(name)}
          </option>
        ))}
      </Select>
      <LateInput label={t('table')} value={filter.table} onChange={(value) => change('table', value)} />
      <LateInput label={t('text')} value={filter.text} onChange={(value) => change('text', value)} />
    </div>
  );
}

const PAUSE_MS = 300;

/** Tells what was typed once the person pauses. */
function LateInput(props: { label: string; value: string; onChange: (value: string) => void }) {
  const { label, value, onChange } = props;
  const [typed, setTyped] = useState(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed starts the pause
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
