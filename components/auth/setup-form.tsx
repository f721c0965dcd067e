'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import type { PanelActions } from '../../lib/data/action-types.ts';
import { PASSWORD_MIN, SetupInput } from '../../lib/data/inputs.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { PasswordInput } from '../ui/password-input.tsx';
import { useAction } from '../ui/use-action.ts';
import { useFieldError } from '../ui/use-field-error.ts';

/** The first admin. The token comes with the address that the start printed. */
export function SetupForm({ token, setUp }: { token: string; setUp: PanelActions['setUp'] }) {
  const t = useTranslations('auth');
  const forms = useTranslations('forms');
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(SetupInput),
    defaultValues: { token, name: '', email: '', password: '' },
  });
  const { run, error, pending } = useAction(setUp);
  const problem = useFieldError(formState.errors);
  const submit = handleSubmit(async (input) => {
    if (await run(input)) location.assign('/');
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {error ? <ErrorPanel error={error} fresh /> : null}
      {token === '' || error?.code === 'PNL-SETUP-TOKEN' ? (
        <Field label={t('token')} hint={t('tokenHint')} error={problem('token')}>
          {(parts) => <Input {...parts} {...register('token')} className="mono" />}
        </Field>
      ) : null}
      <Field label={t('name')} hint={t('nameHint')} error={problem('name')}>
        {(parts) => <Input {...parts} {...register('name')} autoComplete="name" />}
      </Field>
      <Field label={t('email')} error={problem('email') && forms('email')}>
        {(parts) => (
          <Input {...parts} {...register('email')} type="email" inputMode="email" autoComplete="username" />
        )}
      </Field>
      <Field
        label={t('password')}
        hint={forms('passwordHint', { min: PASSWORD_MIN })}
        error={problem('password') && forms('password', { min: PASSWORD_MIN })}
      >
        {(parts) => <PasswordInput {...parts} {...register('password')} autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={pending}>
        {t('makeAdmin')}
      </Button>
    </form>
  );
}
