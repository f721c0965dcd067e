'use client';

import { Laptop } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { SessionRow } from '../../lib/data/dto/person.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Panel } from '../ui/panel.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { useAction } from '../ui/use-action.ts';
import { browserName } from './browser-name.ts';

interface SessionsPanelProps {
  sessions: SessionRow[];
  revokeSession: PanelActions['revokeSession'];
}

/** Where one is signed in; the others can be ended. */
export function SessionsPanel({ sessions, revokeSession }: SessionsPanelProps) {
  const t = useTranslations('settings.account');
  const router = useRouter();
  const { run, error, pending } = useAction(revokeSession);
  const end = async (id: string) => {
    if (await run({ id })) router.refresh();
  };
  return (
    <Panel flush title={t('sessions')} note={t('sessionsNote')}>
      {error ? <ErrorPanel error={error} fresh className="m-4" /> : null}
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
            <Laptop aria-hidden className="size-4 shrink-0 text-ink-3" />
            <div className="min-w-0 flex-1 basis-48">
              <p className="truncate font-medium" title={session.userAgent}>
                {browserName(session.userAgent)}
              </p>
              <p className="text-ink-2 text-sm">
                <span className="mono">{session.address}</span>
                {' · '}
                <RelativeTime at={session.seenAt} />
              </p>
            </div>
            {session.current ? (
              <Chip tone="good">{t('thisSession')}</Chip>
            ) : (
              <Button size="sm" variant="danger-quiet" pending={pending} onClick={() => end(session.id)}>
                {t('endSession')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
