'use client';

import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Permission } from '../../lib/data/dto/permission.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';

interface CancelButtonProps {
  id: string;
  permission: Permission;
  /** Asked for already: the worker is about to stop. */
  asked: boolean;
  preview: boolean;
  cancelRun: PanelActions['cancelRun'];
}

export function CancelButton({ id, permission, asked, preview, cancelRun }: CancelButtonProps) {
  const t = useTranslations('runs.cancel');
  const denial = useTranslations('denial');
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<ShownError | null>(null);
  const [pending, start] = useTransition();
  const cancel = () =>
    start(async () => {
      const result = await cancelRun({ id });
      if (result.ok) setOpen(false);
      else setError(result.error);
    });
  return (
    <>
      <Button
        variant="danger-quiet"
        pending={asked}
        disabledReason={permission.why === 'role' ? denial('role') : null}
        onClick={() => setOpen(true)}
      >
        {asked ? t('asked') : t('button')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('title')}
        description={preview ? t('plan') : t('body')}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t('keep')}</Button>
            <Button variant="danger" pending={pending} onClick={cancel}>
              {t('confirm')}
            </Button>
          </>
        }
      >
        {error ? <ErrorPanel error={error} fresh /> : null}
      </Dialog>
    </>
  );
}
