'use client';

import { useTranslations } from 'next-intl';
import { Select } from '../ui/select.tsx';
import { choiceAt, inColumn } from './document.ts';
import { useDraft } from './draft-context.tsx';

interface MisfitsSelectProps {
  table: string;
  column: string;
  /** A key's values cannot become NULL. */
  isKey: boolean;
  /** The type that holds every value without a choice, where the column's is chosen. */
  wide: string | null;
}

const KEEP = 'keep';

/** What becomes of values that do not fit, in place. To keep them all is to take the stricter type back. */
export function MisfitsSelect({ table, column, isKey, wide }: MisfitsSelectProps) {
  const t = useTranslations('choices');
  const { document, choose } = useDraft();
  const at = inColumn(table, column);
  const place = [...at, 'misfits'];
  const chosen = choiceAt(document, place);
  const typed = choiceAt(document, [...at, 'type']) !== undefined;
  const whole = choiceAt(document, ['misfits']);
  const value = (name: 'null' | 'quarantine' | 'stop' | 'widen') => t(`field.misfits.value.${name}`);
  const inherited =
    whole === 'null' || whole === 'quarantine' || whole === 'stop' ? value(whole) : value('widen');
  const unset = typed ? (whole === 'null' || whole === 'quarantine' ? inherited : value('stop')) : inherited;
  return (
    <Select
      className="max-w-72 [&_select]:h-7 [&_select]:text-sm pointer-coarse:[&_select]:h-11"
      aria-label={t('misfitsOf', { column })}
      value={typeof chosen === 'string' ? chosen : ''}
      onChange={(event) => {
        const wanted = event.target.value;
        if (wanted === KEEP) {
          choose([...at, 'type'], undefined);
          choose(place, undefined);
        } else choose(place, wanted === '' ? undefined : wanted);
      }}
    >
      <option value="">{unset}</option>
      {isKey ? null : <option value="null">{value('null')}</option>}
      <option value="quarantine">{value('quarantine')}</option>
      <option value="stop">{value('stop')}</option>
      {typed && wide !== null ? <option value={KEEP}>{t('keepAs', { type: wide })}</option> : null}
    </Select>
  );
}
