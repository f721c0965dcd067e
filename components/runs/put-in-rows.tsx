'use client';

import { CornerDownRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { PutIn } from '../../lib/data/dto/quarantine.ts';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { isGoing, useProbe } from '../probe/use-probe.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Name } from '../ui/name.tsx';
import { useAction } from '../ui/use-action.ts';

interface PutInRowsProps {
  run: RunDetail;
  putInRows: PanelActions['putInRows'];
  onDone: () => void;
}

/** Tries the rows once more: once the target was mended, or the choices say what becomes of their values. */
export function PutInRows({ run, putInRows, onDone }: PutInRowsProps) {
  const t = useTranslations('quarantine');
  const denial = useTranslations('denial');
  const { run: act, pending, error } = useAction(putInRows);
  const [probeId, setProbeId] = useState<string | null>(null);
  const probe = useProbe(probeId);
  const { why } = run.permissions.putIn;
  const going = pending || (probeId !== null && (probe === null || isGoing(probe)));
  const done = probe?.state === 'done';
  useEffect(() => {
    if (done) onDone();
  }, [done, onDone]);
  const start = async () => {
    const asked = await act({ id: run.id });
    if (asked) setProbeId(asked.data.probeId);
  };
  const failure = error ?? probe?.error ?? null;
  return (
    <div className="grid gap-2 border-line border-b px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button pending={going} disabledReason={why ? denial(why) : null} onClick={start}>
          {going ? null : <CornerDownRight aria-hidden className="size-3.5" />}
          {t(going ? 'puttingIn' : 'tryAgain')}
        </Button>
        <span className="min-w-0 flex-1 basis-64 text-ink-2 text-sm">{t('tryAgainHint')}</span>
      </div>
      {failure ? <ErrorPanel error={failure} fresh /> : null}
      <div aria-live="polite">{probe?.putIn ? <Outcome result={probe.putIn} /> : null}</div>
    </div>
  );
}

function Outcome({ result: { putIn, left, first } }: { result: PutIn }) {
  const t = useTranslations('quarantine');
  return (
    <>
      <p className="font-medium">{t('outcome', { putIn, left })}</p>
      <ul className="mt-1 grid gap-0.5 text-sm">
        {first.map(({ table, number, key, reason }) => (
          <li key={`${table} ${number}`} className="min-w-0 break-words">
            <Name>{`${table}, ${key}`}</Name>:{' '}
            <span lang="en" className="text-ink-2">
              {reason}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
