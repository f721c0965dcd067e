'use client';

import { Ellipsis, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { MigrationDetail } from '../../lib/data/dto/migration.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import type { MigrationActionSet } from './action-set.ts';
import { PlanFiles } from './plan-files.tsx';
import { RemoveMigration } from './remove-migration.tsx';
import { RevertDialog } from './revert-dialog.tsx';
import { useStartReason } from './use-start-reason.ts';
import type { Starting } from './use-starting.ts';

interface MigrationActionsProps {
  migration: MigrationDetail;
  planning: boolean;
  replace: boolean;
  actions: MigrationActionSet;
  starting: Starting;
}

/** Plan again, dry run, start; compare and remove in the menu. Each says why where it cannot be used. */
export function MigrationActions({ migration, planning, replace, actions, starting }: MigrationActionsProps) {
  const t = useTranslations('migrations');
  const denial = useTranslations('denial');
  const revert = useTranslations('revertWindow');
  const [open, setOpen] = useState<'remove' | 'revert' | null>(null);
  const { id, permissions } = migration;
  const { start: act, busy } = starting;
  const reason = useStartReason(migration, planning, replace);

  const why = (permission: MigrationDetail['permissions']['edit']) =>
    permission.why ? denial(permission.why) : null;
  return (
    <>
      <PlanFiles migration={id} planned={migration.plan !== null} />
      <Button pending={busy('again')} disabledReason={why(permissions.preview)} onClick={() => act('again')}>
        {t('again')}
      </Button>
      <Button pending={busy('dry')} disabledReason={reason('dry')} onClick={() => act('dry')}>
        {t('dry')}
      </Button>
      <Button
        variant="primary"
        pending={busy('full')}
        disabledReason={reason('full')}
        onClick={() => act('full')}
      >
        {busy('full') ? null : <Play aria-hidden className="size-3.5" />}
        {t('full')}
      </Button>
      <Menu
        trigger={
          <Button icon variant="ghost" data-more aria-label={t('more')}>
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
      >
        <MenuItem disabled={!permissions.verify.allowed} onSelect={() => act('verify')}>
          {t('verify')}
        </MenuItem>
        <MenuItem disabled={permissions.edit.why === 'role'} onSelect={() => setOpen('revert')}>
          {revert('button')}
        </MenuItem>
        <MenuItem danger disabled={!permissions.remove.allowed} onSelect={() => setOpen('remove')}>
          {t('remove')}
        </MenuItem>
      </Menu>
      {open === 'revert' ? (
        <RevertDialog
          migration={migration}
          close={() => setOpen(null)}
          setRevertWindow={actions.setRevertWindow}
        />
      ) : null}
      <RemoveMigration
        id={id}
        open={open === 'remove'}
        onOpenChange={() => setOpen(null)}
        removeMigration={actions.removeMigration}
      />
    </>
  );
}
