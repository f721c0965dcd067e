'use client';

import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { CopyButton } from '../ui/copy-button.tsx';
import { Facts } from '../ui/facts.tsx';
import { Panel } from '../ui/panel.tsx';

export interface Versions {
  howdah: string;
  node: string;
  /** Null where the panel's own server could not be asked lately. */
  postgres: string | null;
}

const never = () => () => {};

/** What somebody who helps must know, ready to be copied. */
export function HelpReport({ versions }: { versions: Versions }) {
  const t = useTranslations('help.report');
  const browser = useSyncExternalStore(
    never,
    () => navigator.userAgent,
    () => '…',
  );
  const facts: [string, string][] = [
    [t('version'), versions.howdah],
    [t('node'), versions.node],
    [t('postgres'), versions.postgres ?? '—'],
    [t('browser'), browser],
  ];
  return (
    <Panel
      title={t('title')}
      aside={<CopyButton label={t('copy')} text={facts.map((fact) => fact.join(': ')).join('\n')} />}
    >
      <p className="mb-2 max-w-prose text-ink-2">{t('lead')}</p>
      <Facts items={facts.map(([label, value]) => ({ label, value }))} />
    </Panel>
  );
}
