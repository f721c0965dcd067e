'use client';

import { CornerLeftUp, Database, File, Folder as FolderIcon, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Folder } from '../../lib/data/dto/folder.ts';
import { cn } from '../ui/cn.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useFormat } from '../ui/format.ts';
import { useAction } from '../ui/use-action.ts';

interface FolderBrowserProps {
  browse: PanelActions['browseFolder'];
  chosen: string;
  onChoose: (path: string) => void;
}

const ROW =
  'flex w-full items-center gap-2.5 px-3 py-1.5 text-left pointer-coarse:py-3 focus-visible:-outline-offset-2';

/** The folders that the panel may read; SQLite files stand out. */
export function FolderBrowser({ browse, chosen, onChoose }: FolderBrowserProps) {
  const t = useTranslations('sources.form');
  const [folder, setFolder] = useState<Folder | null>(null);
  const { run, error, pending } = useAction(browse);
  useEffect(() => {
    void run({ path: null }).then((result) => result && setFolder(result.data));
  }, [run]);
  const open = async (path: string | null) => {
    const result = await run({ path });
    if (result) setFolder(result.data);
  };
  return (
    <div className="overflow-hidden rounded-md border border-line-strong">
      <div className="flex min-h-9 items-center gap-2 border-line border-b bg-sunk px-3 py-1.5 text-sm">
        <span className="mono min-w-0 flex-1 truncate text-ink-2" title={folder?.path ?? undefined}>
          {folder?.path ?? t('roots')}
        </span>
        {pending ? (
          <LoaderCircle aria-label={t('reading')} className="size-3.5 animate-spin text-accent" />
        ) : null}
      </div>
      {error ? <ErrorPanel error={error} className="m-3" /> : null}
      <ul aria-busy={pending} className="max-h-64 min-h-24 divide-y divide-line overflow-y-auto">
        {folder && folder.path !== null ? (
          <li>
            <button
              type="button"
              onClick={() => open(folder.parent)}
              className={cn(ROW, 'text-ink-2 hover:bg-hover')}
            >
              <CornerLeftUp aria-hidden className="size-4 shrink-0 text-ink-3" />
              {t('up')}
            </button>
          </li>
        ) : null}
        {folder?.entries.map((entry) => (
          <li key={entry.path}>
            <Entry
              entry={entry}
              chosen={entry.path === chosen}
              onPick={() => (entry.kind === 'folder' ? open(entry.path) : onChoose(entry.path))}
            />
          </li>
        ))}
        {folder?.entries.length === 0 ? (
          <li className="px-3 py-2 text-ink-2 text-sm">{t('emptyFolder')}</li>
        ) : null}
      </ul>
    </div>
  );
}

interface EntryProps {
  entry: Folder['entries'][number];
  chosen: boolean;
  onPick: () => void;
}

function Entry({ entry, chosen, onPick }: EntryProps) {
  const t = useTranslations('sources.form');
  const { bytes } = useFormat();
  const folder = entry.kind === 'folder';
  const Icon = folder ? FolderIcon : entry.sqlite ? Database : File;
  const usable = folder || entry.sqlite;
  return (
    <button
      type="button"
      onClick={onPick}
      disabled={!usable}
      aria-pressed={folder ? undefined : chosen}
      className={cn(
        ROW,
        usable ? 'hover:bg-hover' : 'text-ink-3',
        chosen && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      <Icon aria-hidden className={cn('size-4 shrink-0', entry.sqlite ? 'text-accent' : 'text-ink-3')} />
      <span className="mono min-w-0 flex-1 truncate">{entry.name}</span>
      <span className="shrink-0 text-ink-3 text-xs">
        {folder ? null : entry.sqlite ? bytes(entry.bytes ?? 0) : t('notSqlite')}
      </span>
    </button>
  );
}
