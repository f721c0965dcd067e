'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import type { PanelActions } from '../../lib/data/action-types.ts';
import { SignInInput } from '../../lib/data/inputs.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { PasswordInput } from '../ui/password-input.tsx';
import { useAction } from '../ui/use-action.ts';

export function SignInForm({ signIn }: { signIn: PanelActions['signIn'] }) {
  const t = useTranslations('auth');
  const forms = useTranslations('forms');
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(SignInInput),
    defaultValues: { email: '', password: '' },
  });
  const { run, error, pending } = useAction(signIn);
  const submit = handleSubmit(async (input) => {
    // A whole new page, so that nothing of an earlier session is left.
    if (await run(input)) location.assign('/');
  });
  const { errors, isSubmitSuccessful } = formState;
  return (
    <form
      onSubmit={submit}
      noValidate
      className="grid w-full max-w-sm gap-4 rounded-xl border border-line bg-panel p-5 shadow-lift sm:p-6"
    >
      <h1 className="font-semibold text-lg">{t('signIn')}</h1>
      {error ? <ErrorPanel error={error} fresh /> : null}
      <Field label={t('email')} error={errors.email && forms('email')}>
        {(parts) => (
          <Input
            {...parts}
            {...register('email')}
            type="email"
            inputMode="email"
            autoComplete="username"
            autoFocus
          />
        )}
      </Field>
      <Field label={t('password')} error={errors.password && t('passwordMissing')}>
        {(parts) => <PasswordInput {...parts} {...register('password')} autoComplete="current-password" />}
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={pending || (isSubmitSuccessful && !error)}>
        {t('signIn')}
      </Button>
    </form>
  );
}
