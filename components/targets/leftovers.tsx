'use client';

import { Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Leftover, Leftovers } from '../../lib/data/dto/leftovers.ts';
import type { Permission } from '../../lib/data/dto/permission.ts';
import { isGoing, useProbe } from '../probe/use-probe.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Bytes, Count } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { useAction } from '../ui/use-action.ts';

interface LeftoversPanelProps {
  id: string;
  permission: Permission;
  actions: Pick<PanelActions, 'lookForLeftovers' | 'cleanTarget'>;
}

/** What runs that did not come to their end have in the target. Looked for when the page is opened, by a worker. */
export function LeftoversPanel({ id, permission, actions }: LeftoversPanelProps) {
  const t = useTranslations('leftovers');
  const looking = useAction(actions.lookForLeftovers);
  const cleaning = useAction(actions.cleanTarget);
  const [probeId, setProbeId] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Leftover | null>(null);
  const probe = useProbe(probeId);
  const { run: lookFor } = looking;
  const look = useCallback(async () => {
    const asked = await lookFor({ id });
    if (asked) setProbeId(asked.data.probeId);
  }, [lookFor, id]);
  useEffect(() => void look(), [look]);
  const going = looking.pending || cleaning.pending || probe === null || isGoing(probe);
  const remove = async () => {
    if (!chosen) return;
    const asked = await cleaning.run({ id, runs: [chosen.run] });
    setChosen(null);
    if (asked) setProbeId(asked.data.probeId);
  };
  const failure = looking.error ?? cleaning.error ?? probe?.error ?? null;
  const result = probe?.leftovers ?? null;
  return (
    <Panel
      flush
      title={t('title')}
      aside={
        <Button size="sm" pending={going && !failure} onClick={() => void look()}>
          {t('again')}
        </Button>
      }
    >
      <div aria-live="polite" className="grid gap-3 px-4 py-3 empty:hidden">
        {failure ? <ErrorPanel error={failure} fresh /> : null}
        {!failure && result === null ? <Skeleton className="h-8" /> : null}
        {result ? <Outcome result={result} /> : null}
        {result?.found.length === 0 ? <p className="text-ink-2">{t('none')}</p> : null}
      </div>
      {result && result.found.length > 0 ? (
        <ul className="divide-y divide-line border-line border-t">
          {result.found.map((leftover) => (
            <Row
              key={leftover.run}
              leftover={leftover}
              permission={permission}
              busy={going}
              remove={() => setChosen(leftover)}
            />
          ))}
        </ul>
      ) : null}
      <Dialog
        open={chosen !== null}
        onOpenChange={(open) => !open && setChosen(null)}
        title={t('ask', { run: chosen?.run ?? '' })}
        description={t(chosen?.state === 'interrupted' ? 'askInterrupted' : 'askText')}
        footer={
          <>
            <Button onClick={() => setChosen(null)}>{t('keep')}</Button>
            <Button variant="danger" pending={cleaning.pending} onClick={() => void remove()}>
              {t('remove')}
            </Button>
          </>
        }
      >
        {chosen?.schema ? <Name>{chosen.schema}</Name> : null}
      </Dialog>
    </Panel>
  );
}

function Outcome({ result: { removed = [], left = [] } }: { result: Leftovers }) {
  const t = useTranslations('leftovers');
  return (
    <>
      {removed.length > 0 ? <p>{t('removed', { runs: removed.map(({ run }) => run).join(', ') })}</p> : null}
      {left.map(({ run, reason }) => (
        <Notice key={run} tone="attention">
          {t('stillThere', { run })} <span lang="en">{reason}</span>
        </Notice>
      ))}
    </>
  );
}

interface RowProps {
  leftover: Leftover;
  permission: Permission;
  busy: boolean;
  remove: () => void;
}

function Row({ leftover, permission, busy, remove }: RowProps) {
  const t = useTranslations('leftovers');
  const denial = useTranslations('denial');
  const { run, state, schema, functions, bytes, rows, since, files } = leftover;
  const local = files.reduce((sum, file) => sum + file.bytes, 0);
  const reason = permission.why
    ? denial(permission.why)
    : state === 'alive'
      ? t('atWork')
      : busy
        ? t('busy')
        : null;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          {leftover.here ? (
            <Link className="rounded-sm text-accent hover:underline" href={`/runs/${run}`}>
              <Name>{run}</Name>
            </Link>
          ) : (
            <Name>{run}</Name>
          )}{' '}
          <span className={state === 'dead' ? 'text-ink-2' : 'text-attention'}>{t(`state.${state}`)}</span>
        </p>
        <p className="break-words text-ink-2 text-sm">
          {schema ? <Name>{schema}</Name> : t(functions ? 'functionsOnly' : 'filesOnly')}
          {schema ? (
            <>
              {' · '}
              <Bytes value={bytes} />
            </>
          ) : null}
          {rows === null ? null : (
            <>
              {' · '}
              <Count value={rows} /> {t('rows', { count: rows })}
            </>
          )}
          {since === null ? null : (
            <>
              {' · '}
              {t('since')} <RelativeTime at={Date.parse(since)} />
            </>
          )}
          {local > 0 ? (
            <>
              {' · '}
              {t('files')} <Bytes value={local} />
            </>
          ) : null}
        </p>
      </div>
      <Button variant="danger-quiet" size="sm" disabledReason={reason} onClick={remove}>
        <Trash2 aria-hidden className="size-3.5" />
        {t('remove')}
      </Button>
    </li>
  );
}
