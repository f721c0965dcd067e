'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { UserPlus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import type { PanelActions } from '../../lib/data/action-types.ts';
import { CreateUserInput, PASSWORD_MIN } from '../../lib/data/inputs.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field, Input } from '../ui/field.tsx';
import { PasswordInput } from '../ui/password-input.tsx';
import { useAction } from '../ui/use-action.ts';
import { useFieldError } from '../ui/use-field-error.ts';
import { RoleChoice } from './role-choice.tsx';

export function AddPerson({ createUser }: { createUser: PanelActions['createUser'] }) {
  const t = useTranslations('settings.people');
  const forms = useTranslations('forms');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { register, handleSubmit, formState, reset, watch, setValue } = useForm({
    resolver: zodResolver(CreateUserInput),
    defaultValues: { name: '', email: '', role: 'support' as const, password: '' },
  });
  const problem = useFieldError(formState.errors);
  const { run, error, pending } = useAction(createUser);
  const submit = handleSubmit(async (input) => {
    if (!(await run(input))) return;
    toast.success(t('created', { name: input.name }));
    setOpen(false);
    reset();
    router.refresh();
  });
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <UserPlus aria-hidden className="size-4" />
        {t('add')}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t('addTitle')} description={t('addHint')}>
        <form onSubmit={submit} noValidate className="grid gap-4 pt-1">
          {error ? <ErrorPanel error={error} fresh /> : null}
          <Field label={t('name')} error={problem('name')}>
            {(parts) => <Input {...parts} {...register('name')} />}
          </Field>
          <Field label={t('email')} error={problem('email') && forms('email')}>
            {(parts) => <Input {...parts} {...register('email')} type="email" inputMode="email" />}
          </Field>
          <RoleChoice
            value={watch('role')}
            onChange={(role) => setValue('role', role, { shouldValidate: true })}
          />
          <Field
            label={t('password')}
            hint={forms('passwordHint', { min: PASSWORD_MIN })}
            error={problem('password') && forms('password', { min: PASSWORD_MIN })}
          >
            {(parts) => <PasswordInput {...parts} {...register('password')} autoComplete="new-password" />}
          </Field>
          <Button type="submit" variant="primary" pending={pending} className="justify-self-start">
            {t('create')}
          </Button>
        </form>
      </Sheet>
    </>
  );
}
