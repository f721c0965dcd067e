'use client';

import { Ellipsis, Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { MigrationDetail, ShownError } from '../../lib/data/dto.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { RemoveMigration } from './remove-migration.tsx';
import { useStartReason } from './use-start-reason.ts';

export type MigrationActionSet = Pick<
  PanelActions,
  'startRun' | 'requestPreview' | 'removeMigration' | 'cancelRun'
>;

interface MigrationActionsProps {
  migration: MigrationDetail;
  planning: boolean;
  replace: boolean;
  actions: MigrationActionSet;
  onError: (error: ShownError | null) => void;
}

type Doing = 'dry' | 'full' | 'verify' | 'again';

/** Plan again, dry run, start; compare and remove in the menu. Each says why where it cannot be used. */
export function MigrationActions({ migration, planning, replace, actions, onError }: MigrationActionsProps) {
  const t = useTranslations('migrations');
  const denial = useTranslations('denial');
  const router = useRouter();
  const [removing, setRemoving] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [pending, start] = useTransition();
  const { id, plan, permissions } = migration;
  const reason = useStartReason(migration, planning, replace);

  const act = (what: Doing) => {
    if (pending) return;
    setDoing(what);
    onError(null);
    start(async () => {
      const result =
        what === 'again'
          ? await actions.requestPreview({ id })
          : await actions.startRun({ migrationId: id, kind: what, planHash: plan?.hash ?? null, replace });
      if (!result.ok) onError(result.error);
      else if (what === 'again') router.refresh();
      else router.push(`/runs/${result.data.id}`);
    });
  };
  const why = (permission: MigrationDetail['permissions']['edit']) =>
    permission.why ? denial(permission.why) : null;
  const busy = (what: Doing) => pending && doing === what;
  return (
    <>
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
          <Button icon variant="ghost" aria-label={t('more')}>
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
      >
        <MenuItem disabled={!permissions.verify.allowed} onSelect={() => act('verify')}>
          {t('verify')}
        </MenuItem>
        <MenuItem danger disabled={!permissions.remove.allowed} onSelect={() => setRemoving(true)}>
          {t('remove')}
        </MenuItem>
      </Menu>
      <RemoveMigration
        id={id}
        open={removing}
        onOpenChange={setRemoving}
        removeMigration={actions.removeMigration}
      />
    </>
  );
}
