'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { ActionError } from '../../lib/data/action-types.ts';
import { PROJECT_CONCURRENCY_MAX } from '../../lib/data/inputs.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field, Input, Textarea } from '../ui/field.tsx';

export interface ProjectFields {
  name: string;
  note: string;
  concurrency: number;
}

interface ProjectFormProps {
  title: string;
  confirm: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A new one begins with the usual bound. */
  initial: ProjectFields;
  withConcurrency: boolean;
  pending: boolean;
  error: ActionError | null;
  onSubmit: (fields: ProjectFields) => void;
}

/** Name and note of a project, and how many of its runs go on at once. */
export function ProjectForm(props: ProjectFormProps) {
  const { title, confirm, open, onOpenChange, initial, withConcurrency, pending, error, onSubmit } = props;
  const t = useTranslations('projects.form');
  const common = useTranslations('common');
  const forms = useTranslations('forms');
  const [fields, setFields] = useState(initial);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<ProjectFields>) => setFields((before) => ({ ...before, ...change }));
  const { name, note, concurrency } = fields;
  const nameless = name.trim() === '';
  const bound = Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= PROJECT_CONCURRENCY_MAX;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!nameless && bound) onSubmit(fields);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title}>
      <form onSubmit={submit} noValidate className="grid gap-4 pt-1">
        <Field label={t('name')} error={tried && nameless ? forms('too_small') : undefined}>
          {(parts) => (
            <Input
              {...parts}
              value={name}
              maxLength={120}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('note')} optional={common('optional')} hint={t('noteHint')}>
          {(parts) => (
            <Textarea
              {...parts}
              rows={3}
              value={note}
              maxLength={2000}
              onChange={(event) => set({ note: event.target.value })}
            />
          )}
        </Field>
        {withConcurrency ? (
          <Field
            label={t('concurrency')}
            hint={t('concurrencyHint')}
            error={tried && !bound ? forms('invalid_value') : undefined}
          >
            {(parts) => (
              <Input
                {...parts}
                type="number"
                inputMode="numeric"
                min={1}
                max={PROJECT_CONCURRENCY_MAX}
                value={Number.isNaN(concurrency) ? '' : concurrency}
                onChange={(event) => set({ concurrency: event.target.valueAsNumber })}
                className="max-w-24"
              />
            )}
          </Field>
        ) : null}
        {error ? <ErrorPanel error={error} fresh /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
