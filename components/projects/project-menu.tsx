'use client';

import { Ellipsis } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Permission } from '../../lib/data/dto/permission.ts';
import type { ProjectDetail } from '../../lib/data/dto/project.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { useAction } from '../ui/use-action.ts';
import { MembersSheet } from './members-sheet.tsx';
import { ProjectForm } from './project-form.tsx';

export type ProjectActions = Pick<
  PanelActions,
  'editProject' | 'changeMembers' | 'removeProject' | 'startBatch'
>;

/** Members, name, removal. */
export function ProjectMenu({ project, actions }: { project: ProjectDetail; actions: ProjectActions }) {
  const t = useTranslations('projects');
  const common = useTranslations('common');
  const denial = useTranslations('denial');
  const router = useRouter();
  const [open, setOpen] = useState<'members' | 'edit' | 'remove' | null>(null);
  const edit = useAction(actions.editProject);
  const remove = useAction(actions.removeProject);
  const { id, name, note, concurrency, permissions } = project;
  const close = () => setOpen(null);
  const why = ({ why: reason }: Permission) =>
    reason ? <span className="block whitespace-normal text-xs">{denial(reason)}</span> : null;
  const confirm = async () => {
    if (await remove.run({ id })) router.push('/projects');
  };
  return (
    <>
      <Menu
        trigger={
          <Button icon variant="ghost" data-more aria-label={t('more')}>
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
      >
        <MenuItem onSelect={() => setOpen('members')}>{t('members.button')}</MenuItem>
        <MenuItem onSelect={() => setOpen('edit')}>{t('form.edit')}</MenuItem>
        <MenuItem danger disabled={!permissions.remove.allowed} onSelect={() => setOpen('remove')}>
          <span className="max-w-64">
            {t('remove.button')}
            {why(permissions.remove)}
          </span>
        </MenuItem>
      </Menu>
      {open === 'members' ? (
        <MembersSheet {...{ project }} open onOpenChange={close} changeMembers={actions.changeMembers} />
      ) : null}
      {open === 'edit' ? (
        <ProjectForm
          title={t('form.edit')}
          confirm={common('save')}
          open
          onOpenChange={close}
          initial={{ name, note, concurrency }}
          withConcurrency
          pending={edit.pending}
          error={edit.error}
          onSubmit={async (fields) => {
            if (!(await edit.run({ id, ...fields }))) return;
            close();
            router.refresh();
          }}
        />
      ) : null}
      <Dialog
        open={open === 'remove'}
        onOpenChange={close}
        title={t('remove.title', { name })}
        description={t('remove.text')}
        footer={
          <>
            <Button onClick={close}>{common('cancel')}</Button>
            <Button variant="danger" pending={remove.pending} onClick={confirm}>
              {common('remove')}
            </Button>
          </>
        }
      >
        {remove.error ? <ErrorPanel error={remove.error} fresh /> : null}
      </Dialog>
    </>
  );
}
