'use client';

import { RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { BatchDetail } from '../../lib/data/dto/batch.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useAction } from '../ui/use-action.ts';
import { plansOf, retryable } from './batch-figures.ts';
import { StartList } from './start-list.tsx';
import { useNotReady } from './use-not-ready.ts';

interface BatchActionsProps {
  batch: BatchDetail;
  actions: Pick<PanelActions, 'retryBatch' | 'cancelBatch'>;
  /** Follow the batch again. */
  onRetried: () => void;
}

/** Retry what failed; cancel what is left. */
export function BatchActions({ batch, actions, onRetried }: BatchActionsProps) {
  const t = useTranslations('projects.batch');
  const common = useTranslations('common');
  const denial = useTranslations('denial');
  const notReady = useNotReady();
  const [open, setOpen] = useState<'retry' | 'cancel' | null>(null);
  const [replace, setReplace] = useState(batch.replace);
  const retry = useAction(actions.retryBatch);
  const cancel = useAction(actions.cancelBatch);
  const items = retryable(batch.items);
  const count = items.filter(({ ready }) => notReady(ready, batch.kind, replace) === null).length;
  const active = batch.endedAt === null;
  const { permissions } = batch;
  const close = () => setOpen(null);
  const doRetry = async () => {
    if (!(await retry.run({ id: batch.id, replace, plans: plansOf(items) }))) return;
    close();
    onRetried();
  };
  const doCancel = async () => {
    if (await cancel.run({ id: batch.id })) close();
  };
  return (
    <>
      {active ? (
        <Button
          variant="danger-quiet"
          pending={batch.cancelRequestedAt !== null}
          disabledReason={permissions.cancel.why === 'role' ? denial('role') : null}
          onClick={() => setOpen('cancel')}
        >
          {batch.cancelRequestedAt === null ? t('cancel') : t('cancelling')}
        </Button>
      ) : null}
      {items.length > 0 || !active ? (
        <Button
          variant={permissions.retry.allowed ? 'primary' : 'default'}
          disabledReason={permissions.retry.why ? denial(permissions.retry.why) : null}
          onClick={() => setOpen('retry')}
        >
          <RotateCcw aria-hidden className="size-3.5" />
          {t('retry')}
        </Button>
      ) : null}
      <Dialog
        open={open === 'retry'}
        onOpenChange={close}
        title={t('retryTitle')}
        description={t('retryText')}
        footer={
          <>
            <Button onClick={close}>{common('cancel')}</Button>
            <Button
              variant="primary"
              pending={retry.pending}
              disabledReason={count === 0 ? t('nothingReady') : null}
              onClick={doRetry}
            >
              {t('retryConfirm', { count })}
            </Button>
          </>
        }
      >
        {retry.error ? <ErrorPanel error={retry.error} fresh className="mb-3" /> : null}
        <StartList
          {...{ items, replace }}
          kind={batch.kind}
          onReplace={setReplace}
          concurrency={batch.concurrency}
        />
      </Dialog>
      <Dialog
        open={open === 'cancel'}
        onOpenChange={close}
        title={t('cancelTitle')}
        description={t('cancelText')}
        footer={
          <>
            <Button onClick={close}>{t('keep')}</Button>
            <Button variant="danger" pending={cancel.pending} onClick={doCancel}>
              {t('cancel')}
            </Button>
          </>
        }
      >
        {cancel.error ? <ErrorPanel error={cancel.error} fresh /> : null}
      </Dialog>
    </>
  );
}
