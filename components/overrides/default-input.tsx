'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type FieldParts, Input, Select } from '../ui/field.tsx';
import type { Choice } from './document.ts';

interface DefaultInputProps {
  parts: FieldParts;
  label: string;
  choice: Choice;
  choose: (choice: Choice) => void;
}

/** As in the source, none, or an expression that is written beside it. */
export function DefaultInput({ parts, label, choice, choose }: DefaultInputProps) {
  const t = useTranslations('choices');
  const [writing, setWriting] = useState(typeof choice === 'string');
  const own = typeof choice === 'string' || (writing && choice === undefined);
  const mode = choice === null ? 'none' : own ? 'own' : 'keep';
  const change = (next: string) => {
    setWriting(next === 'own');
    choose(next === 'none' ? null : undefined);
  };
  return (
    <div className="grid gap-1.5">
      <Select {...parts} value={mode} onChange={(event) => change(event.target.value)}>
        <option value="keep">{t('keepDefault')}</option>
        <option value="none">{t('noDefault')}</option>
        <option value="own">{t('ownDefault')}</option>
      </Select>
      {mode === 'own' ? (
        <Input
          aria-label={`${label}: ${t('expression')}`}
          placeholder="now()"
          className="mono"
          value={typeof choice === 'string' ? choice : ''}
          onChange={(event) => choose(event.target.value)}
        />
      ) : null}
    </div>
  );
}
