'use client';

import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ActionResult } from '../../lib/data/action-types.ts';
import type { Permission } from '../../lib/data/dto/permission.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { useAction } from './use-action.ts';

interface RemoveButtonProps {
  id: string;
  /** The question, and what removing it means. */
  title: string;
  text: string;
  permission: Permission;
  remove: (input: { id: string }) => Promise<ActionResult<null>>;
  /** Where to go when it is gone. */
  then: string;
}

export function RemoveButton({ id, title, text, permission, remove, then }: RemoveButtonProps) {
  const t = useTranslations('common');
  const denial = useTranslations('denial');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { run, pending, error } = useAction(remove);
  const confirm = async () => {
    if (await run({ id })) router.push(then);
  };
  return (
    <>
      <Button
        variant="danger-quiet"
        onClick={() => setOpen(true)}
        disabledReason={permission.allowed || !permission.why ? null : denial(permission.why)}
      >
        <Trash2 aria-hidden className="size-3.5" />
        {t('remove')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={title}
        description={text}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
            <Button variant="danger" pending={pending} onClick={confirm}>
              {t('remove')}
            </Button>
          </>
        }
      >
        {error ? <ErrorPanel error={error} fresh /> : null}
      </Dialog>
    </>
  );
}
