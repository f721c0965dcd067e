'use client';

import { Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { TargetDetail } from '../../lib/data/dto/target.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useAction } from '../ui/use-action.ts';
import { TargetForm, type TargetValues } from './target-form.tsx';

interface EditTargetProps {
  target: TargetDetail;
  editTarget: PanelActions['editTarget'];
}

/** Saving tests it anew. */
export function EditTarget({ target, editTarget }: EditTargetProps) {
  const t = useTranslations('targets.form');
  const common = useTranslations('common');
  const denial = useTranslations('denial');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { run, error, pending } = useAction(editTarget);
  const { id, name, host, port, database, schema, user, tls } = target;
  const save = async (values: TargetValues) => {
    if (!(await run({ ...values, id }))) return;
    setOpen(false);
    router.refresh();
  };
  const { edit } = target.permissions;
  return (
    <>
      <Button
        onClick={() => setOpen(true)}
        disabledReason={edit.allowed || !edit.why ? null : denial(edit.why)}
      >
        <Pencil aria-hidden className="size-3.5" />
        {common('edit')}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t('editTitle', { name })} description={t('editHint')}>
        {error ? <ErrorPanel error={error} fresh className="mb-4" /> : null}
        <TargetForm
          values={{ by: 'fields', name, host, port, database, schema, user, password: '', tls }}
          keepsPassword={target.hasPassword}
          submitLabel={t('saveAndTest')}
          pending={pending}
          onSubmit={save}
        />
      </Sheet>
    </>
  );
}
