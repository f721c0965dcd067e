'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import { RollbackInput } from '../../lib/data/inputs.ts';
import { useProbe } from '../probe/use-probe.ts';
import { useAsked } from '../shell/use-asked.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { useFormat } from '../ui/format.ts';
import { Input, Textarea } from '../ui/input.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { RollbackPreviewTable } from './rollback-preview.tsx';
import { type Look, useLook } from './use-look.ts';

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
  const look = useLook(() => actions.prepareRollback({ id: run.id }));
  const { allowed, why } = run.permissions.rollback;
  useAsked('rollback', allowed ? look.start : null);
  return (
    <>
      <Button
        variant="danger-quiet"
        disabledReason={allowed ? null : `${t('unavailable')}: ${denial(why ?? 'role')}`}
        onClick={look.start}
      >
        <Undo2 aria-hidden className="size-3.5" />
        {t('button')}
      </Button>
      {look.open ? <RollbackForm {...{ run, actions, look, onAsked }} /> : null}
    </>
  );
}

type Values = z.input<typeof RollbackInput>;

function RollbackForm({ run, actions, look, onAsked }: RollbackProps & { look: Look }) {
  const t = useTranslations('rollback');
  const { dateTime } = useFormat();
  const probe = useProbe(look.probeId);
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
    if (!asked.ok) return setRefused(asked.error);
    look.close();
    onAsked();
  });
  return (
    <ConfirmSheet
      title={t('title', { target: run.target.name })}
      lead={t('lead')}
      cancel={t('cancel')}
      doIt={t('doIt')}
      look={look}
      failed={probe?.error ?? null}
      preview={probe?.rollback ? <RollbackPreviewTable preview={probe.rollback} /> : null}
      name={run.confirmation}
      nameWrong={Boolean(errors.confirmation)}
      nameInput={(parts) => <Input {...parts} {...form.register('confirmation')} />}
      pending={isSubmitting}
      refused={refused}
      onSubmit={submit}
    >
      {run.replacedRun ? (
        <p className="text-ink-2 text-sm">{t('comesBack', { time: dateTime(run.replacedRun.cutOverAt) })}</p>
      ) : null}
      <Field label={t('reason')} hint={t('reasonHint')} error={errors.reason ? t('reasonShort') : null}>
        {(parts) => <Textarea {...parts} {...form.register('reason')} />}
      </Field>
    </ConfirmSheet>
  );
}
