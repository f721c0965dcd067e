'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';

interface RemoveMigrationProps {
  id: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  removeMigration: PanelActions['removeMigration'];
}

export function RemoveMigration({ id, open, onOpenChange, removeMigration }: RemoveMigrationProps) {
  const t = useTranslations('migrations.removeDialog');
  const common = useTranslations('common');
  const router = useRouter();
  const [error, setError] = useState<ShownError | null>(null);
  const [pending, start] = useTransition();
  const remove = () =>
    start(async () => {
      const removed = await removeMigration({ id });
      if (removed.ok) router.push('/migrations');
      else setError(removed.error);
    });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('title')}
      description={t('text')}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{common('cancel')}</Button>
          <Button variant="danger" pending={pending} onClick={remove}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      {error ? <ErrorPanel error={error} fresh /> : null}
    </Dialog>
  );
}
