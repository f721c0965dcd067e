'use client';

import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { FinalisePreview } from '../../lib/data/dto/rollback.ts';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import { useProbe } from '../probe/use-probe.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field } from '../ui/field.tsx';
import { Bytes } from '../ui/figures.tsx';
import { useFormat } from '../ui/format.ts';
import { Input } from '../ui/input.tsx';
import { Name } from '../ui/name.tsx';
import { Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Table, Td, Th } from '../ui/table.tsx';

interface FinaliseProps {
  run: RunDetail;
  actions: Pick<PanelActions, 'prepareFinalise' | 'finaliseRun'>;
  /** It was asked for: follow the run again. */
  onAsked: () => void;
}

/** Drops what is kept for going back: what that is and how large, that there is no way back, the target's name typed. */
export function Finalise({ run, actions, onAsked }: FinaliseProps) {
  const t = useTranslations('finalise');
  const denial = useTranslations('denial');
  const [open, setOpen] = useState(false);
  const [probeId, setProbeId] = useState<string | null>(null);
  const [error, setError] = useState<ShownError | null>(null);
  const { allowed, why } = run.permissions.finalise;
  const look = async () => {
    setProbeId(null);
    setError(null);
    const prepared = await actions.prepareFinalise({ id: run.id });
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
        disabledReason={allowed ? null : `${t('unavailable')}: ${denial(why ?? 'role')}`}
        onClick={() => toggle(true)}
      >
        <Lock aria-hidden className="size-3.5" />
        {t('button')}
      </Button>
      {open ? (
        <FinaliseForm
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

interface FinaliseFormProps extends FinaliseProps {
  probeId: string | null;
  error: ShownError | null;
  look: () => Promise<void>;
  close: () => void;
}

function FinaliseForm({ run, actions, probeId, error, look, close, onAsked }: FinaliseFormProps) {
  const t = useTranslations('finalise');
  const back = useTranslations('rollback');
  const formId = useId();
  const probe = useProbe(probeId);
  const [confirmation, setConfirmation] = useState('');
  const [wrong, setWrong] = useState(false);
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState<ShownError | null>(null);
  const submit = async () => {
    const fits = confirmation.trim() === run.confirmation.trim();
    setWrong(!fits);
    if (!fits) return;
    setPending(true);
    setRefused(null);
    const asked = await actions.finaliseRun({ id: run.id, confirmation });
    setPending(false);
    if (asked.ok) onAsked();
    else setRefused(asked.error);
  };
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
            pending={pending}
            disabledReason={failure ? back('lookFailed') : probe?.finalise ? null : back('looking')}
          >
            {t('doIt')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {failure ? (
          <ErrorPanel
            error={failure}
            title={back('lookFailed')}
            fresh
            actions={
              <Button size="sm" onClick={() => void look()}>
                {back('lookAgain')}
              </Button>
            }
          />
        ) : probe?.finalise ? (
          <WhatGoes preview={probe.finalise} />
        ) : (
          <div role="status">
            <p className="mb-2 text-ink-2 text-sm">{back('looking')}</p>
            <Skeleton className="h-24" />
          </div>
        )}
        <Field
          label={back('confirm')}
          hint={back('confirmHint', { name: run.confirmation })}
          error={wrong ? back('nameWrong') : null}
        >
          {(parts) => (
            <Input
              {...parts}
              value={confirmation}
              onChange={(event) => setConfirmation(event.target.value)}
            />
          )}
        </Field>
        {refused ? <ErrorPanel error={refused} fresh /> : null}
      </form>
    </Sheet>
  );
}

function WhatGoes({ preview: { schemas, revertible } }: { preview: FinalisePreview }) {
  const t = useTranslations('finalise');
  const { bytes } = useFormat();
  const tables = schemas.flatMap((schema) =>
    schema.tables.map((table) => ({ ...table, schema: schema.name })),
  );
  const size = schemas.reduce((sum, schema) => sum + schema.bytes, 0);
  return (
    <div className="grid gap-3">
      <Notice tone={revertible ? 'attention' : 'neutral'}>
        {t(revertible ? 'noWayBack' : 'goneForGood')}
      </Notice>
      <p className="font-medium">
        {schemas.length === 0 ? t('nothing') : t('drops', { tables: tables.length, bytes: bytes(size) })}
      </p>
      {tables.length > 0 ? (
        <div className="max-h-72 overflow-y-auto rounded-lg border border-line">
          <Table>
            <thead className="sticky top-0 bg-panel">
              <tr>
                <Th>{t('table')}</Th>
                <Th numeric>{t('size')}</Th>
              </tr>
            </thead>
            <tbody>
              {tables.map((table) => (
                <tr key={`${table.schema} ${table.name}`}>
                  <Td>
                    <Name>{table.name}</Name>
                    <p className="text-ink-3 text-sm">{t('keptIn', { schema: table.schema })}</p>
                  </Td>
                  <Td numeric>
                    <Bytes value={table.bytes} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      ) : null}
    </div>
  );
}
