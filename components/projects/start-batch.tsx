'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { ProjectDetail } from '../../lib/data/dto/project.ts';
import type { RunKind } from '../../lib/engine/types.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useAction } from '../ui/use-action.ts';
import { plansOf } from './batch-figures.ts';
import { StartList } from './start-list.tsx';
import { useNotReady } from './use-not-ready.ts';

interface StartBatchProps {
  project: ProjectDetail;
  /** Null while closed. */
  kind: RunKind | null;
  onKind: (kind: RunKind | null) => void;
  startBatch: PanelActions['startBatch'];
}

/** Says what would be started and what not, and starts it. */
export function StartBatch({ project, kind, onKind, startBatch }: StartBatchProps) {
  const t = useTranslations('projects.run');
  const common = useTranslations('common');
  const router = useRouter();
  const [replace, setReplace] = useState(false);
  const notReady = useNotReady();
  const { run, pending, error, clear } = useAction(startBatch);
  const items = project.migrations.map((migration) => ({ migration, ready: migration.ready }));
  const close = () => {
    clear();
    onKind(null);
  };
  if (kind === null) return null;
  const count = items.filter(({ ready }) => notReady(ready, kind, replace) === null).length;
  const start = async () => {
    const started = await run({ projectId: project.id, kind, replace, plans: plansOf(items) });
    if (started) router.push(`/projects/${project.id}/batches/${started.data.id}`);
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      title={t(`title.${kind}`)}
      description={t(`text.${kind}`)}
      footer={
        <>
          {error ? <ErrorPanel error={error} fresh className="basis-full" /> : null}
          <Button onClick={close}>{common('cancel')}</Button>
          {count === 0 && kind !== 'plan' ? (
            <Button variant="primary" onClick={() => onKind('plan')}>
              {t('planFirst')}
            </Button>
          ) : (
            <Button variant="primary" pending={pending} onClick={start}>
              {t(`confirm.${kind}`, { count })}
            </Button>
          )}
        </>
      }
    >
      <StartList {...{ items, kind, replace }} onReplace={setReplace} concurrency={project.concurrency} />
    </Dialog>
  );
}
