'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { TargetFieldsInput, TlsInput } from '../../lib/data/inputs.ts';
import { Button } from '../ui/button.tsx';
import { Field, Input, Select } from '../ui/field.tsx';
import { PasswordInput } from '../ui/password-input.tsx';
import { useFieldError } from '../ui/use-field-error.ts';

export type TargetValues = z.output<typeof TargetFieldsInput>;

export const NEW_TARGET: TargetValues = {
  by: 'fields',
  name: '',
  host: '',
  port: 5432,
  database: '',
  schema: 'public',
  user: '',
  password: '',
  tls: 'prefer',
};

interface TargetFormProps {
  values: TargetValues;
  /** A password is stored: an empty field keeps it. */
  keepsPassword?: boolean;
  submitLabel: string;
  pending: boolean;
  onSubmit: (values: TargetValues) => void;
}

/** A PostgreSQL database in fields. */
export function TargetForm({ values, keepsPassword, submitLabel, pending, onSubmit }: TargetFormProps) {
  const t = useTranslations('targets.form');
  const tls = useTranslations('targets.tls');
  const common = useTranslations('common');
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(TargetFieldsInput),
    defaultValues: values,
  });
  const problem = useFieldError(formState.errors);
  return (
    <form
      onSubmit={handleSubmit((input) => onSubmit(input))}
      noValidate
      className="grid gap-4 sm:grid-cols-2"
    >
      <Field label={t('host')} error={problem('host')}>
        {(parts) => <Input {...parts} {...register('host')} placeholder="db.example.org" className="mono" />}
      </Field>
      <Field label={t('port')} error={problem('port')}>
        {(parts) => <Input {...parts} {...register('port')} inputMode="numeric" className="mono max-w-28" />}
      </Field>
      <Field label={t('database')} error={problem('database')}>
        {(parts) => <Input {...parts} {...register('database')} className="mono" />}
      </Field>
      <Field label={t('schema')} hint={t('schemaHint')} error={problem('schema')}>
        {(parts) => <Input {...parts} {...register('schema')} className="mono" />}
      </Field>
      <Field label={t('user')} error={problem('user')}>
        {(parts) => <Input {...parts} {...register('user')} className="mono" />}
      </Field>
      <Field
        label={t('password')}
        hint={keepsPassword ? t('passwordKept') : t('passwordHint')}
        error={problem('password')}
      >
        {(parts) => <PasswordInput {...parts} {...register('password')} autoComplete="new-password" />}
      </Field>
      <Field label={t('tls')} error={problem('tls')}>
        {(parts) => (
          <Select {...parts} {...register('tls')}>
            {TlsInput.options.map((mode) => (
              <option key={mode} value={mode}>
                {tls(mode)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('name')} optional={common('optional')} hint={t('nameHint')} error={problem('name')}>
        {(parts) => <Input {...parts} {...register('name')} />}
      </Field>
      <div className="sm:col-span-2">
        <Button type="submit" variant="primary" pending={pending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
