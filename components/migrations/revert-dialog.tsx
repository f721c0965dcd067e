'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { MigrationDetail } from '../../lib/data/dto/migration.ts';
import { REVERT_DAYS_MAX } from '../../lib/data/inputs.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useAction } from '../ui/use-action.ts';
import { type RevertDays, RevertField } from './revert-field.tsx';

interface RevertDialogProps {
  migration: MigrationDetail;
  close: () => void;
  setRevertWindow: PanelActions['setRevertWindow'];
}

/** The window of runs to come; it is no part of the plan. */
export function RevertDialog({ migration, close, setRevertWindow }: RevertDialogProps) {
  const t = useTranslations('revertWindow');
  const common = useTranslations('common');
  const router = useRouter();
  const { days, setting } = migration.revert;
  const [value, setValue] = useState<RevertDays | undefined>(days);
  const { run, pending, error } = useAction(setRevertWindow);
  const save = async () => {
    if (value === undefined) return;
    if (!(await run({ id: migration.id, revertDays: value }))) return;
    close();
    router.refresh();
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      title={t('title')}
      description={t('text')}
      className="max-w-2xl"
      footer={
        <>
          <Button onClick={close}>{common('cancel')}</Button>
          <Button
            variant="primary"
            pending={pending}
            disabledReason={value === undefined ? t('daysWrong', { max: REVERT_DAYS_MAX }) : null}
            onClick={save}
          >
            {common('save')}
          </Button>
        </>
      }
    >
      <RevertField value={days} setting={setting} onChange={setValue} />
      {error ? <ErrorPanel error={error} fresh className="mt-4" /> : null}
    </Dialog>
  );
}
