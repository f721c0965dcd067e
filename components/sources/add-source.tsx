'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import { Panel } from '../ui/panel.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { PathForm } from './path-form.tsx';
import { ScanForm, type ScanFormProps } from './scan-form.tsx';
import { UploadForm } from './upload-form.tsx';

type AddSourceProps = ScanFormProps & Pick<PanelActions, 'addSource' | 'browseFolder'>;

/** Three ways in; one file leads to its page, where its first test goes on. */
export function AddSource({ addSource, browseFolder, ...scan }: AddSourceProps) {
  const t = useTranslations('sources.form');
  const [by, setBy] = useState(scan.project === null ? 'path' : 'scan');
  return (
    <Panel className="max-w-3xl">
      <Tabs
        label={t('by')}
        value={by}
        onChange={setBy}
        tabs={[
          { value: 'path', label: t('byPath'), content: <PathForm {...{ addSource, browseFolder }} /> },
          { value: 'scan', label: t('byScan'), content: <ScanForm {...scan} /> },
          { value: 'upload', label: t('byUpload'), content: <UploadForm /> },
        ]}
      />
    </Panel>
  );
}
