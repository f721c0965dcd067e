'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { UserRow } from '../../lib/data/dto/person.ts';
import { PASSWORD_MIN, ResetPasswordInput } from '../../lib/data/inputs.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field } from '../ui/field.tsx';
import { PasswordInput } from '../ui/password-input.tsx';
import { useAction } from '../ui/use-action.ts';
import { RoleChoice } from './role-choice.tsx';

interface PersonDialogProps<A> {
  person: UserRow;
  act: A;
  onClose: () => void;
}

export function RoleDialog({ person, act, onClose }: PersonDialogProps<PanelActions['changeRole']>) {
  const t = useTranslations('settings.people');
  const common = useTranslations('common');
  const router = useRouter();
  const [role, setRole] = useState(person.role);
  const { run, error, pending } = useAction(act);
  const save = async () => {
    if (!(await run({ id: person.id, role }))) return;
    toast.success(t('roleChanged'));
    router.refresh();
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('roleOf', { name: person.name })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="primary" pending={pending} onClick={save}>
            {common('save')}
          </Button>
        </>
      }
    >
      {error ? <ErrorPanel error={error} fresh className="mb-4" /> : null}
      <RoleChoice value={role} onChange={setRole} />
    </Dialog>
  );
}

export function PasswordDialog({ person, act, onClose }: PersonDialogProps<PanelActions['resetPassword']>) {
  const t = useTranslations('settings.people');
  const forms = useTranslations('forms');
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(ResetPasswordInput),
    defaultValues: { id: person.id, password: '' },
  });
  const { run, error, pending } = useAction(act);
  const submit = handleSubmit(async (input) => {
    if (!(await run(input))) return;
    toast.success(t('resetDone'));
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('resetTitle', { name: person.name })}
      description={t('resetHint')}
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        {error ? <ErrorPanel error={error} fresh /> : null}
        <Field
          label={t('newPassword')}
          hint={forms('passwordHint', { min: PASSWORD_MIN })}
          error={formState.errors.password && forms('password', { min: PASSWORD_MIN })}
        >
          {(parts) => <PasswordInput {...parts} {...register('password')} autoComplete="new-password" />}
        </Field>
        <Button type="submit" variant="primary" pending={pending} className="justify-self-end">
          {t('reset')}
        </Button>
      </form>
    </Dialog>
  );
}

export function DisableDialog({ person, act, onClose }: PersonDialogProps<PanelActions['disableUser']>) {
  const t = useTranslations('settings.people');
  const common = useTranslations('common');
  const router = useRouter();
  const { run, error, pending } = useAction(act);
  const disable = async () => {
    if (!(await run({ id: person.id, disabled: true }))) return;
    router.refresh();
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('disableTitle', { name: person.name })}
      description={t('disableText')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="danger" pending={pending} onClick={disable}>
            {t('disable')}
          </Button>
        </>
      }
    >
      {error ? <ErrorPanel error={error} fresh /> : null}
    </Dialog>
  );
}
