'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import type { PanelActions } from '../../lib/data/action-types.ts';
import { ChangePasswordInput, PASSWORD_MIN } from '../../lib/data/inputs.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';
import { PasswordInput } from '../ui/password-input.tsx';
import { useAction } from '../ui/use-action.ts';

export function PasswordForm({ changePassword }: { changePassword: PanelActions['changePassword'] }) {
  const t = useTranslations('settings.account');
  const forms = useTranslations('forms');
  const { register, handleSubmit, formState, reset } = useForm({
    resolver: zodResolver(ChangePasswordInput),
    defaultValues: { current: '', password: '' },
  });
  const { run, error, pending } = useAction(changePassword);
  const submit = handleSubmit(async (input) => {
    if (!(await run(input))) return;
    reset();
    toast.success(t('passwordChanged'));
  });
  const { errors } = formState;
  return (
    <Panel title={t('password')}>
      <form onSubmit={submit} noValidate className="grid max-w-md gap-4">
        {error ? <ErrorPanel error={error} fresh /> : null}
        <Field label={t('currentPassword')} error={errors.current && t('currentMissing')}>
          {(parts) => <PasswordInput {...parts} {...register('current')} autoComplete="current-password" />}
        </Field>
        <Field
          label={t('newPassword')}
          hint={forms('passwordHint', { min: PASSWORD_MIN })}
          error={errors.password && forms('password', { min: PASSWORD_MIN })}
        >
          {(parts) => <PasswordInput {...parts} {...register('password')} autoComplete="new-password" />}
        </Field>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" pending={pending}>
            {t('changePassword')}
          </Button>
          <span className="text-ink-2 text-sm">{t('othersEnd')}</span>
        </div>
      </form>
    </Panel>
  );
}
