'use client';

import { useTranslations } from 'next-intl';
import type { ColumnPlan } from '../../lib/engine/types.ts';
import { Select } from '../ui/select.tsx';
import { choiceAt, inColumn } from './document.ts';
import { useDraft } from './draft-context.tsx';

/** What a person is likely to want; any other is written in the column's own fields. */
const USUAL = [
  'smallint',
  'integer',
  'bigint',
  'numeric',
  'double precision',
  'boolean',
  'date',
  'time without time zone',
  'timestamp without time zone',
  'timestamp with time zone',
  'uuid',
  'jsonb',
  'json',
  'text',
  'bytea',
];
const OTHER = 'other';

/** The column's type in the target, to be chosen in place: first what the rules say, then what holds every value. */
export function TypeSelect({ table, column }: { table: string; column: ColumnPlan }) {
  const t = useTranslations('choices.typeSelect');
  const { document, choose, open } = useDraft();
  const at = inColumn(table, column.source);
  const place = [...at, 'type'];
  const chosen = choiceAt(document, place);
  const value = typeof chosen === 'string' ? chosen : '';
  const rules = column.rule === 'chosen' ? column.choices[0] : column.type;
  const fitting = column.choices.filter((type) => type !== rules);
  const usual = USUAL.filter((type) => type !== rules && !fitting.includes(type));
  const own = value !== '' && value !== rules && ![...fitting, ...usual].includes(value) ? [value] : [];
  return (
    <Select
      className="mono max-w-48 [&_select]:h-7 [&_select]:text-sm pointer-coarse:[&_select]:h-11"
      aria-label={t('label', { column: column.source })}
      value={value === rules ? '' : value}
      onChange={(event) => {
        const wanted = event.target.value;
        if (wanted === OTHER) open(at);
        else choose(place, wanted === '' ? undefined : wanted);
      }}
    >
      <option value="">{rules ?? t('byRules')}</option>
      {own.map((type) => (
        <option key={type}>{type}</option>
      ))}
      {fitting.length > 0 ? (
        <optgroup label={t('fitting')}>
          {fitting.map((type) => (
            <option key={type}>{type}</option>
          ))}
        </optgroup>
      ) : null}
      <optgroup label={t('usual')}>
        {usual.map((type) => (
          <option key={type}>{type}</option>
        ))}
        <option value={OTHER}>{t('other')}</option>
      </optgroup>
    </Select>
  );
}
