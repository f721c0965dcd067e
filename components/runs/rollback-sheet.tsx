'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import { RollbackInput } from '../../lib/data/inputs.ts';
import { useProbe } from '../probe/use-probe.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field } from '../ui/field.tsx';
import { useFormat } from '../ui/format.ts';
import { Input, Textarea } from '../ui/input.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { RollbackPreviewTable } from './rollback-preview.tsx';

interface RollbackProps {
  run: RunDetail;
  actions: Pick<PanelActions, 'prepareRollback' | 'rollbackRun'>;
  /** It was asked for: follow the run again. */
  onAsked: () => void;
}

/** The button and its sheet: what would be put back, why it is done, the target's name typed. */
export function Rollback({ run, actions, onAsked }: RollbackProps) {
  const t = useTranslations('rollback');
  const denial = useTranslations('denial');
  const [open, setOpen] = useState(false);
  const [probeId, setProbeId] = useState<string | null>(null);
  const [error, setError] = useState<ShownError | null>(null);
  const { allowed, why } = run.permissions.rollback;
  const look = async () => {
    setProbeId(null);
    setError(null);
    const prepared = await actions.prepareRollback({ id: run.id });
    if (prepared.ok) setProbeId(prepared.data.probeId);
    else setError(prepared.error);
  };
  const toggle = (next: boolean) => {
    setOpen(next);
    if (next) void look();
  };
  return (
    <>
      <Button
        variant="danger-quiet"
        disabledReason={allowed ? null : `${t('unavailable')}: ${denial(why ?? 'role')}`}
        onClick={() => toggle(true)}
      >
        <Undo2 aria-hidden className="size-3.5" />
        {t('button')}
      </Button>
      {open ? (
        <RollbackForm
          {...{ run, actions, probeId, error, look }}
          close={() => toggle(false)}
          onAsked={() => {
            setOpen(false);
            onAsked();
          }}
        />
      ) : null}
    </>
  );
}

interface RollbackFormProps extends RollbackProps {
  probeId: string | null;
  error: ShownError | null;
  look: () => Promise<void>;
  close: () => void;
}

type Values = z.input<typeof RollbackInput>;

function RollbackForm({ run, actions, probeId, error, look, close, onAsked }: RollbackFormProps) {
  const t = useTranslations('rollback');
  const formId = useId();
  const { dateTime } = useFormat();
  const probe = useProbe(probeId);
  const [refused, setRefused] = useState<ShownError | null>(null);
  const form = useForm<Values>({
    resolver: zodResolver(
      RollbackInput.refine(({ confirmation }) => confirmation.trim() === run.confirmation.trim(), {
        path: ['confirmation'],
      }),
    ),
    defaultValues: { id: run.id, reason: '', confirmation: '' },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    setRefused(null);
    const asked = await actions.rollbackRun(values);
    if (asked.ok) onAsked();
    else setRefused(asked.error);
  });
  const failure = error ?? probe?.error ?? null;
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && close()}
      title={t('title', { target: run.target.name })}
      description={t('lead')}
      footer={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button
            variant="danger"
            type="submit"
            form={formId}
            pending={isSubmitting}
            disabledReason={failure ? t('lookFailed') : probe?.rollback ? null : t('looking')}
          >
            {t('doIt')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid gap-4">
        {failure ? (
          <ErrorPanel
            error={failure}
            title={t('lookFailed')}
            fresh
            actions={
              <Button size="sm" onClick={() => void look()}>
                {t('lookAgain')}
              </Button>
            }
          />
        ) : probe?.rollback ? (
          <RollbackPreviewTable preview={probe.rollback} />
        ) : (
          <div role="status">
            <p className="mb-2 text-ink-2 text-sm">{t('looking')}</p>
            <Skeleton className="h-24" />
          </div>
        )}
        {run.replacedRun ? (
          <p className="text-ink-2 text-sm">
            {t('comesBack', { time: dateTime(run.replacedRun.cutOverAt) })}
          </p>
        ) : null}
        <Field label={t('reason')} hint={t('reasonHint')} error={errors.reason ? t('reasonShort') : null}>
          {(parts) => <Textarea {...parts} {...form.register('reason')} />}
        </Field>
        <Field
          label={t('confirm')}
          hint={t('confirmHint', { name: run.confirmation })}
          error={errors.confirmation ? t('nameWrong') : null}
        >
          {(parts) => <Input {...parts} {...form.register('confirmation')} />}
        </Field>
        {refused ? <ErrorPanel error={refused} fresh /> : null}
      </form>
    </Sheet>
  );
}
