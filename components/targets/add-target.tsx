'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Panel } from '../ui/panel.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { useAction } from '../ui/use-action.ts';
import { NEW_TARGET, TargetForm } from './target-form.tsx';
import { TargetUrlForm } from './target-url-form.tsx';

type Input = Parameters<PanelActions['addTarget']>[0];

/** Fields or a URL; adding it stores it and leads to its page, where the first test goes on. */
export function AddTarget({ addTarget }: { addTarget: PanelActions['addTarget'] }) {
  const t = useTranslations('targets.form');
  const router = useRouter();
  const [by, setBy] = useState('fields');
  const { run, error, pending, clear } = useAction(addTarget);
  const add = async (input: Input) => {
    const added = await run(input);
    if (added) router.push(`/targets/${added.data.id}`);
  };
  const choose = (way: string) => {
    clear();
    setBy(way);
  };
  const fields = <TargetForm values={NEW_TARGET} submitLabel={t('add')} pending={pending} onSubmit={add} />;
  return (
    <Panel className="max-w-3xl">
      <Tabs
        label={t('by')}
        value={by}
        onChange={choose}
        tabs={[
          { value: 'fields', label: t('byFields'), content: fields },
          { value: 'url', label: t('byUrl'), content: <TargetUrlForm pending={pending} onSubmit={add} /> },
        ]}
      />
      {error ? <ErrorPanel error={error} fresh className="mt-4" /> : null}
    </Panel>
  );
}
