'use client';

import { CircleSlash, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Readiness } from '../../lib/data/dto/migration.ts';
import type { Ref } from '../../lib/data/dto/shared.ts';
import type { RunKind } from '../../lib/engine/types.ts';
import { Checkbox } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useNotReady } from './use-not-ready.ts';

export interface Startable {
  migration: Ref;
  ready: Readiness;
}

interface StartListProps {
  items: Startable[];
  kind: RunKind;
  replace: boolean;
  onReplace: (replace: boolean) => void;
  /** Of the project: runs at once. */
  concurrency: number;
}

/** What would be started, and what not and why; the leave to replace, where one is needed. */
export function StartList({ items, kind, replace, onReplace, concurrency }: StartListProps) {
  const t = useTranslations('projects.run');
  const notReady = useNotReady();
  const told = items.map((item) => ({ ...item, why: notReady(item.ready, kind, replace) }));
  const starts = told.filter(({ why }) => why === null);
  const stays = told.filter(({ why }) => why !== null);
  const needs = kind === 'full' || kind === 'dry';
  const replaces = items.filter(({ ready }) => needs && ready.state === 'ready' && ready.replaces).length;
  return (
    <div className="grid gap-4">
      {replaces > 0 ? (
        <Notice tone="attention">
          <Checkbox
            checked={replace}
            onChange={(event) => onReplace(event.target.checked)}
            label={<span className="font-medium text-ink">{t('replace')}</span>}
            hint={t('replaceHint', { count: replaces })}
          />
        </Notice>
      ) : null}
      <section>
        <h3 className="font-medium">
          {t('starts', { count: starts.length })}
          {starts.length > 1 ? (
            <span className="font-normal text-ink-2">, {t('bound', { count: concurrency })}</span>
          ) : null}
        </h3>
        <ul className="mt-1 grid gap-1">
          {starts.map(({ migration }) => (
            <li key={migration.id} className="flex items-start gap-2 text-sm">
              <Play aria-hidden className="mt-0.5 size-3.5 shrink-0 text-good" />
              <span className="min-w-0 break-words">{migration.name}</span>
            </li>
          ))}
        </ul>
      </section>
      {stays.length > 0 ? (
        <section>
          <h3 className="font-medium">{t('stays', { count: stays.length })}</h3>
          <ul className="mt-1 grid gap-1">
            {stays.map(({ migration, why }) => (
              <li key={migration.id} className="flex items-start gap-2 text-sm">
                <CircleSlash aria-hidden className="mt-0.5 size-3.5 shrink-0 text-attention" />
                <span className="min-w-0 break-words">
                  {migration.name}: <span className="text-ink-2">{why}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
