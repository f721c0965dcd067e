'use client';

import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { FinalisePreview } from '../../lib/data/dto/rollback.ts';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import { useProbe } from '../probe/use-probe.ts';
import { Button } from '../ui/button.tsx';
import { Bytes } from '../ui/figures.tsx';
import { useFormat } from '../ui/format.ts';
import { Input } from '../ui/input.tsx';
import { Name } from '../ui/name.tsx';
import { Notice } from '../ui/notice.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { type Look, useLook } from './use-look.ts';

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
  const look = useLook(() => actions.prepareFinalise({ id: run.id }));
  const { allowed, why } = run.permissions.finalise;
  return (
    <>
      <Button
        disabledReason={allowed ? null : `${t('unavailable')}: ${denial(why ?? 'role')}`}
        onClick={look.start}
      >
        <Lock aria-hidden className="size-3.5" />
        {t('button')}
      </Button>
      {look.open ? <FinaliseForm {...{ run, actions, look, onAsked }} /> : null}
    </>
  );
}

function FinaliseForm({ run, actions, look, onAsked }: FinaliseProps & { look: Look }) {
  const t = useTranslations('finalise');
  const probe = useProbe(look.probeId);
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
    if (!asked.ok) return setRefused(asked.error);
    look.close();
    onAsked();
  };
  return (
    <ConfirmSheet
      title={t('title', { target: run.target.name })}
      lead={t('lead')}
      cancel={t('cancel')}
      doIt={t('doIt')}
      look={look}
      failed={probe?.error ?? null}
      preview={probe?.finalise ? <WhatGoes preview={probe.finalise} /> : null}
      name={run.confirmation}
      nameWrong={wrong}
      nameInput={(parts) => (
        <Input {...parts} value={confirmation} onChange={(event) => setConfirmation(event.target.value)} />
      )}
      pending={pending}
      refused={refused}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    />
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
