'use client';

import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AcceptedFinding } from '../../lib/data/dto/migration.ts';
import type { Finding } from '../../lib/engine/types.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field, Textarea } from '../ui/field.tsx';
import { ExactTime } from '../ui/time.tsx';
import { useAction } from '../ui/use-action.ts';
import { type Acceptances, useAcceptances } from './accepted-context.tsx';

const LEAST = 3;

/** Of a warning: who took it upon them and why, or the way to do so. */
export function Acceptance({ finding }: { finding: Finding }) {
  const acceptances = useAcceptances();
  if (!acceptances || finding.severity !== 'warning') return null;
  const accepted = acceptances.accepted.get(finding);
  if (accepted) return <Accepted {...{ finding, accepted, acceptances }} />;
  return acceptances.allowed ? <AcceptForm {...{ finding, acceptances }} /> : null;
}

interface AcceptedProps {
  finding: Finding;
  accepted: AcceptedFinding;
  acceptances: Acceptances;
}

function Accepted({ finding, accepted, acceptances }: AcceptedProps) {
  const t = useTranslations('findings.accept');
  const { pending, error, run } = useAction(acceptances.withdraw);
  return (
    <div className="mt-2 rounded-md border border-line bg-sunk px-3 py-2">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-56 break-words">
          <CircleCheck aria-hidden className="mr-1.5 inline size-4 align-text-bottom text-good" />
          <span className="font-medium">{t('by', { name: accepted.by })}</span>{' '}
          <span className="text-ink-3 text-sm">
            <ExactTime at={accepted.at} />
          </span>
          <span className="block whitespace-pre-wrap">{accepted.reason}</span>
        </p>
        {acceptances.allowed ? (
          <Button size="sm" variant="ghost" pending={pending} onClick={() => run(finding)}>
            {t('withdraw')}
          </Button>
        ) : null}
      </div>
      {error ? <ErrorPanel error={error} fresh className="mt-2" /> : null}
    </div>
  );
}

function AcceptForm({ finding, acceptances }: Omit<AcceptedProps, 'accepted'>) {
  const t = useTranslations('findings.accept');
  const words = useTranslations('common');
  const [reason, setReason] = useState<string | null>(null);
  const { pending, error, run } = useAction((text: string) => acceptances.accept(finding, text));
  if (reason === null) {
    return (
      <div className="mt-1.5">
        <Button size="sm" aria-label={t('openOf', { object: finding.object })} onClick={() => setReason('')}>
          <CircleCheck aria-hidden className="size-3.5" />
          {t('open')}
        </Button>
      </div>
    );
  }
  return (
    <form
      className="mt-2 grid max-w-2xl gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim().length >= LEAST) void run(reason.trim());
      }}
    >
      <Field label={t('reason')} hint={t('hint')}>
        {(parts) => (
          <Textarea
            {...parts}
            autoFocus
            rows={2}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setReason(null);
            }}
          />
        )}
      </Field>
      {error ? <ErrorPanel error={error} fresh /> : null}
      <div className="flex gap-2">
        <Button
          type="submit"
          size="sm"
          variant="primary"
          pending={pending}
          disabledReason={reason.trim().length < LEAST ? t('missing') : null}
        >
          {t('doIt')}
        </Button>
        <Button size="sm" variant="ghost" onClick={() => setReason(null)}>
          {words('cancel')}
        </Button>
      </div>
    </form>
  );
}
