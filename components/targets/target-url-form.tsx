'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { TargetUrlInput } from '../../lib/data/inputs.ts';
import { Button } from '../ui/button.tsx';
import { Field, Input } from '../ui/field.tsx';
import { PasswordInput } from '../ui/password-input.tsx';
import { useFieldError } from '../ui/use-field-error.ts';

interface TargetUrlFormProps {
  pending: boolean;
  onSubmit: (values: z.output<typeof TargetUrlInput>) => void;
}

/** The same in one line, as it stands in somebody's configuration. It holds a password, hence the dots. */
export function TargetUrlForm({ pending, onSubmit }: TargetUrlFormProps) {
  const t = useTranslations('targets.form');
  const common = useTranslations('common');
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(TargetUrlInput),
    defaultValues: { by: 'url' as const, url: '', schema: '', name: '' },
  });
  const problem = useFieldError(formState.errors);
  return (
    <form
      onSubmit={handleSubmit((input) => onSubmit(input))}
      noValidate
      className="grid gap-4 sm:grid-cols-2"
    >
      <Field label={t('url')} hint={t('urlHint')} error={problem('url')} className="sm:col-span-2">
        {(parts) => (
          <PasswordInput
            {...parts}
            {...register('url')}
            autoComplete="off"
            placeholder="postgresql://user:password@host:5432/database?sslmode=prefer"
          />
        )}
      </Field>
      <Field
        label={t('schema')}
        optional={common('optional')}
        hint={t('schemaHint')}
        error={problem('schema')}
      >
        {(parts) => <Input {...parts} {...register('schema')} placeholder="public" className="mono" />}
      </Field>
      <Field label={t('name')} optional={common('optional')} hint={t('nameHint')} error={problem('name')}>
        {(parts) => <Input {...parts} {...register('name')} />}
      </Field>
      <div className="sm:col-span-2">
        <Button type="submit" variant="primary" pending={pending}>
          {t('add')}
        </Button>
      </div>
    </form>
  );
}
