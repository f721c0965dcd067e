'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { REVERT_DAYS_MAX } from '../../lib/data/inputs.ts';
import { HelpMark } from '../help/help-mark.tsx';
import { Field, RadioGroup } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';

/** Days; 0: until finalised by hand; null: the panel's setting. */
export type RevertDays = number | null;

interface RevertFieldProps {
  value: RevertDays;
  /** The panel's own. */
  setting: number;
  /** Undefined: what was typed is no number of days. */
  onChange: (value: RevertDays | undefined) => void;
}

/** How long going back shall be one click: as everywhere, so many days, or without an end. */
export function RevertField({ value, setting, onChange }: RevertFieldProps) {
  const t = useTranslations('revertWindow');
  const [kind, setKind] = useState(value === null ? 'setting' : value === 0 ? 'hand' : 'own');
  const [text, setText] = useState(String(value || setting || 7));
  const days = daysOf(text);
  const choose = (next: string) => {
    setKind(next);
    onChange(next === 'setting' ? null : next === 'hand' ? 0 : days);
  };
  const type = (typed: string) => {
    setText(typed);
    onChange(daysOf(typed));
  };
  return (
    <div className="grid gap-3">
      <RadioGroup
        legend={t('legend')}
        help={<HelpMark term="revertWindow" />}
        className="sm:grid-cols-3"
        value={kind}
        onChange={choose}
        cards={[
          { value: 'setting', label: t('setting'), hint: t('settingHint', { days: setting }) },
          { value: 'own', label: t('own'), hint: t('ownHint') },
          { value: 'hand', label: t('hand'), hint: t('handHint') },
        ]}
      />
      {kind === 'own' ? (
        <Field
          className="max-w-40"
          label={t('days')}
          error={days === undefined ? t('daysWrong', { max: REVERT_DAYS_MAX }) : null}
        >
          {(parts) => (
            <Input
              {...parts}
              inputMode="numeric"
              value={text}
              onChange={(event) => type(event.target.value)}
            />
          )}
        </Field>
      ) : null}
    </div>
  );
}

function daysOf(text: string): number | undefined {
  const days = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : 0;
  return days >= 1 && days <= REVERT_DAYS_MAX ? days : undefined;
}

/** In a sentence of facts. */
export function useRevertWords(): (value: RevertDays, setting: number) => string {
  const t = useTranslations('revertWindow');
  return (value, setting) =>
    value === null
      ? t('fromSetting', { days: setting })
      : value === 0
        ? t('byHand')
        : t('value', { days: value });
}
