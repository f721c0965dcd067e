'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { MigrationDetail } from '../../lib/data/dto/migration.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import { useDraft } from '../overrides/draft-context.tsx';
import type { MigrationActionSet } from './action-set.ts';

export type Doing = 'dry' | 'full' | 'verify' | 'again';

export interface Starting {
  start(what: Doing): void;
  busy(what: Doing): boolean;
}

interface StartingProps {
  replace: boolean;
  actions: MigrationActionSet;
  onError: (error: ShownError | null) => void;
}

/** Starts a run of the migration. Planning again saves the choices first, where some were made. */
export function useStarting(migration: MigrationDetail, props: StartingProps): Starting {
  const { replace, actions, onError } = props;
  const router = useRouter();
  const { document, changes } = useDraft();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [pending, start] = useTransition();
  const { id, plan, options } = migration;
  const again = () => {
    const { include, exclude } = options;
    return changes.length > 0
      ? actions.editMigration({ id, options: { include, exclude, overrides: document } })
      : actions.requestPreview({ id });
  };
  return {
    busy: (what) => pending && doing === what,
    start: (what) => {
      if (pending) return;
      setDoing(what);
      onError(null);
      start(async () => {
        const result =
          what === 'again'
            ? await again()
            : await actions.startRun({ migrationId: id, kind: what, planHash: plan?.hash ?? null, replace });
        if (!result.ok) onError(result.error);
        else if (what === 'again') router.refresh();
        else router.push(`/runs/${result.data.id}`);
      });
    },
  };
}
