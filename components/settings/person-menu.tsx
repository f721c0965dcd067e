'use client';

import { Ellipsis, KeyRound, ShieldHalf, UserCheck, UserX } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Permission } from '../../lib/data/dto/permission.ts';
import type { UserRow } from '../../lib/data/dto/person.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { useAction } from '../ui/use-action.ts';
import { DisableDialog, PasswordDialog, RoleDialog } from './person-dialogs.tsx';

export type PeopleActions = Pick<PanelActions, 'changeRole' | 'resetPassword' | 'disableUser'>;

/** What can be done to one person; what cannot says why. */
export function PersonMenu({ person, actions }: { person: UserRow; actions: PeopleActions }) {
  const t = useTranslations('settings.people');
  const denial = useTranslations('denial');
  const router = useRouter();
  const [open, setOpen] = useState<'role' | 'password' | 'disable' | null>(null);
  const close = () => setOpen(null);
  const { run, error, clear } = useAction(actions.disableUser);
  const enable = async () => {
    if (await run({ id: person.id, disabled: false })) router.refresh();
  };
  const why = ({ allowed, why: code }: Permission) =>
    allowed || !code ? null : <span className="block text-ink-3 text-xs">{denial(code)}</span>;
  const { changeRole, resetPassword, disable } = person.permissions;
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={t('actionsFor', { name: person.name })}
            className={buttonStyle({ variant: 'ghost', icon: true })}
          >
            <Ellipsis aria-hidden className="size-4" />
          </button>
        }
      >
        <MenuItem disabled={!changeRole.allowed} onSelect={() => setOpen('role')} className="max-w-72">
          <ShieldHalf aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span>
            {t('changeRole')}
            {why(changeRole)}
          </span>
        </MenuItem>
        <MenuItem disabled={!resetPassword.allowed} onSelect={() => setOpen('password')} className="max-w-72">
          <KeyRound aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span>
            {t('resetPassword')}
            {why(resetPassword)}
          </span>
        </MenuItem>
        <MenuSeparator />
        {person.disabled ? (
          <MenuItem onSelect={enable}>
            <UserCheck aria-hidden className="size-4 shrink-0 text-ink-3" />
            {t('enable')}
          </MenuItem>
        ) : (
          <MenuItem
            danger={disable.allowed}
            disabled={!disable.allowed}
            onSelect={() => setOpen('disable')}
            className="max-w-72"
          >
            <UserX aria-hidden className="size-4 shrink-0" />
            <span>
              {t('disable')}
              {why(disable)}
            </span>
          </MenuItem>
        )}
      </Menu>
      {error ? (
        <Dialog open onOpenChange={clear} title={person.name}>
          <ErrorPanel error={error} fresh />
        </Dialog>
      ) : null}
      {open === 'role' ? <RoleDialog person={person} act={actions.changeRole} onClose={close} /> : null}
      {open === 'password' ? (
        <PasswordDialog person={person} act={actions.resetPassword} onClose={close} />
      ) : null}
      {open === 'disable' ? (
        <DisableDialog person={person} act={actions.disableUser} onClose={close} />
      ) : null}
    </>
  );
}
