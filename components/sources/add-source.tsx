'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import { Panel } from '../ui/panel.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { PathForm } from './path-form.tsx';
import { UploadForm } from './upload-form.tsx';

/** Two ways in; both lead to the source's page, where its first test goes on. */
export function AddSource(actions: Pick<PanelActions, 'addSource' | 'browseFolder'>) {
  const t = useTranslations('sources.form');
  const [by, setBy] = useState('path');
  return (
    <Panel className="max-w-3xl">
      <Tabs
        label={t('by')}
        value={by}
        onChange={setBy}
        tabs={[
          { value: 'path', label: t('byPath'), content: <PathForm {...actions} /> },
          { value: 'upload', label: t('byUpload'), content: <UploadForm /> },
        ]}
      />
    </Panel>
  );
}
