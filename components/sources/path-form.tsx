'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import type { PanelActions } from '../../lib/data/action-types.ts';
import { AddSourceInput } from '../../lib/data/inputs.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field, Input } from '../ui/field.tsx';
import { useAction } from '../ui/use-action.ts';
import { useFieldError } from '../ui/use-field-error.ts';
import { FolderBrowser } from './folder-browser.tsx';

interface PathFormProps {
  addSource: PanelActions['addSource'];
  browseFolder: PanelActions['browseFolder'];
}

/** A file that lies on the server: typed or chosen. */
export function PathForm({ addSource, browseFolder }: PathFormProps) {
  const t = useTranslations('sources.form');
  const common = useTranslations('common');
  const router = useRouter();
  const { register, handleSubmit, formState, setValue, watch } = useForm({
    resolver: zodResolver(AddSourceInput),
    defaultValues: { path: '', name: '' },
  });
  const problem = useFieldError(formState.errors);
  const { run, error, pending } = useAction(addSource);
  const submit = handleSubmit(async (input) => {
    const added = await run(input);
    if (added) router.push(`/sources/${added.data.id}`);
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FolderBrowser
        browse={browseFolder}
        chosen={watch('path')}
        onChoose={(path) => setValue('path', path, { shouldValidate: true })}
      />
      <Field label={t('path')} hint={t('pathHint')} error={problem('path')}>
        {(parts) => (
          <Input {...parts} {...register('path')} className="mono" placeholder="/srv/bot/bookings.db" />
        )}
      </Field>
      <Field label={t('name')} optional={common('optional')} hint={t('nameHint')} error={problem('name')}>
        {(parts) => <Input {...parts} {...register('name')} />}
      </Field>
      {error ? <ErrorPanel error={error} fresh /> : null}
      <div>
        <Button type="submit" variant="primary" pending={pending}>
          {t('add')}
        </Button>
      </div>
    </form>
  );
}
