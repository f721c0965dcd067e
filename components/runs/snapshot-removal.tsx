'use client';

import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Bytes } from '../ui/figures.tsx';
import { useFormat } from '../ui/format.ts';
import { Input } from '../ui/input.tsx';
import { Name } from '../ui/name.tsx';
import { useAction } from '../ui/use-action.ts';

interface SnapshotRemovalProps {
  run: RunDetail;
  removeSnapshot: PanelActions['removeSnapshot'];
}

/** Whether the backup is there, who removed it and when; else the way to remove it. */
export function SnapshotRemoval({ run, removeSnapshot }: SnapshotRemovalProps) {
  const t = useTranslations('snapshotRemoval');
  const facts = useTranslations('runs.facts');
  const denial = useTranslations('denial');
  const { dateTime } = useFormat();
  const [open, setOpen] = useState(false);
  const { snapshot, permissions } = run;
  if (!snapshot) return null;
  const { removed, kept } = snapshot;
  if (removed) return ` · ${t('removed', { name: removed.by?.name ?? '—', time: dateTime(removed.at) })}`;
  if (!kept) return ` · ${facts('gone')}`;
  const { allowed, why } = permissions.removeSnapshot;
  return (
    <>
      {` · ${facts('kept')} `}
      {why === 'role' ? null : (
        <Button
          size="sm"
          variant="ghost"
          className="ml-1 text-bad"
          disabledReason={allowed ? null : denial(why ?? 'role')}
          onClick={() => setOpen(true)}
        >
          <Trash2 aria-hidden className="size-3.5" />
          {t('button')}
        </Button>
      )}
      {open ? <Confirm {...{ run, removeSnapshot }} close={() => setOpen(false)} /> : null}
    </>
  );
}

/** What is lost, and the target's name typed. */
function Confirm({ run, removeSnapshot, close }: SnapshotRemovalProps & { close: () => void }) {
  const t = useTranslations('snapshotRemoval');
  const back = useTranslations('rollback');
  const router = useRouter();
  const form = useId();
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState(false);
  const { run: act, pending, error } = useAction(removeSnapshot);
  const submit = async () => {
    const fits = name.trim() === run.confirmation.trim();
    setWrong(!fits);
    if (!fits || !(await act({ id: run.id, confirmation: name }))) return;
    close();
    router.refresh();
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      title={t('title')}
      description={t('text')}
      footer={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button variant="danger" type="submit" form={form} pending={pending}>
            {t('doIt')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Facts
          items={[
            { label: t('of'), value: run.source.name },
            { label: t('size'), value: <Bytes value={run.snapshot?.bytes ?? null} /> },
            { label: t('sha'), value: <Name className="break-all">{run.snapshot?.sha256 ?? '—'}</Name> },
          ]}
        />
        <Field
          label={t('confirm')}
          hint={back('confirmHint', { name: run.confirmation })}
          error={wrong ? back('nameWrong') : null}
        >
          {(parts) => <Input {...parts} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        {error ? <ErrorPanel error={error} fresh /> : null}
      </form>
    </Dialog>
  );
}
