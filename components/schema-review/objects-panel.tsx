'use client';

import { useTranslations } from 'next-intl';
import { memo } from 'react';
import type { ObjectPlan } from '../../lib/engine/types.ts';
import { Panel } from '../ui/panel.tsx';
import { ObjectList } from './object-list.tsx';

/** What is not carried as it is: what is left out at once, what is adapted behind a fold, for there can be hundreds. */
export const ObjectsPanel = memo(function ObjectsPanel({ objects }: { objects: ObjectPlan[] }) {
  const t = useTranslations('schema.objects');
  const leftOut = objects.filter(({ outcome }) => outcome === 'left-out');
  const adapted = objects.filter(({ outcome }) => outcome === 'adapted');
  const none = leftOut.length + adapted.length === 0;
  return (
    <Panel
      title={t('title')}
      note={none ? t('none') : t('count', { adapted: adapted.length, leftOut: leftOut.length })}
      flush
    >
      <ObjectList objects={leftOut} />
      {adapted.length > 0 ? (
        <details className="border-line border-t">
          <summary className="px-4 py-2.5">{t('adapted', { count: adapted.length })}</summary>
          <ObjectList objects={adapted} />
        </details>
      ) : null}
    </Panel>
  );
});
