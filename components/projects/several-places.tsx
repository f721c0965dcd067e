'use client';

import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { SourceRow } from '../../lib/data/dto/source.ts';
import type { TargetRow } from '../../lib/data/dto/target.ts';
import { Field, Input, Select } from '../ui/field.tsx';
import type { Trouble } from './schema-names.ts';
import { targetLabel } from './several-target.tsx';

/** A schema for each in one database, or a database for each. */
export type How = 'schemas' | 'pairs';

interface SeveralPlacesProps {
  how: How;
  rows: { source: SourceRow; targetId: string; schema: string }[];
  targets: TargetRow[];
  troubles: (Trouble | null)[];
  onSchema: (sourceId: string, schema: string) => void;
  onTarget: (sourceId: string, targetId: string) => void;
}

/** Where each file goes: its schema, or its target. What cannot be is marked at once. */
export function SeveralPlaces({ how, rows, targets, troubles, onSchema, onTarget }: SeveralPlacesProps) {
  const t = useTranslations('projects.several');
  return (
    <ul className="divide-y divide-line">
      {rows.map(({ source, targetId, schema }, i) => {
        const trouble = troubles[i];
        // Nothing chosen yet is no mistake: the button says what is missing.
        const shown = trouble && trouble.problem !== 'target' ? trouble : null;
        const error = shown ? t(`problem.${shown.problem}`, { name: shown.name ?? '' }) : undefined;
        return (
          <li
            key={source.id}
            className="grid items-start gap-x-3 gap-y-1 px-4 py-2.5 sm:grid-cols-[1fr_auto_1fr]"
          >
            <span className="min-w-0 break-words sm:pt-7">{source.name}</span>
            <ArrowRight aria-hidden className="mt-8 hidden size-3.5 text-ink-3 sm:block" />
            {how === 'schemas' ? (
              <Field
                label={
                  <>
                    {t('schema')} <span className="sr-only">{source.name}</span>
                  </>
                }
                error={error}
              >
                {(parts) => (
                  <Input
                    {...parts}
                    className="mono"
                    value={schema}
                    onChange={(event) => onSchema(source.id, event.target.value)}
                  />
                )}
              </Field>
            ) : (
              <Field
                label={
                  <>
                    {t('into')} <span className="sr-only">{source.name}</span>
                  </>
                }
                error={error}
              >
                {(parts) => (
                  <Select
                    {...parts}
                    value={targetId}
                    onChange={(event) => onTarget(source.id, event.target.value)}
                  >
                    <option value="">{t('chooseTarget')}</option>
                    {targets.map((target) => (
                      <option key={target.id} value={target.id}>
                        {targetLabel(target)} · {target.schema}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            )}
          </li>
        );
      })}
    </ul>
  );
}
