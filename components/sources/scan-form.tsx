'use client';

import { FolderSearch } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Scan } from '../../lib/data/dto/folder.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field, Input } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useAction } from '../ui/use-action.ts';
import { type AddingProps, ScanResult } from './scan-result.tsx';

export interface ScanFormProps extends AddingProps {
  /** Folders that the panel may read. */
  roots: string[];
  scanFolder: PanelActions['scanFolder'];
}

/** SQLite files in a folder and those below it: several registered at once. */
export function ScanForm({ roots, scanFolder, ...rest }: ScanFormProps) {
  const t = useTranslations('sources.scan');
  const [folder, setFolder] = useState(roots[0] ?? '');
  const [scan, setScan] = useState<Scan | null>(null);
  const { run, pending, error } = useAction(scanFolder);
  const look = async (event?: FormEvent) => {
    event?.preventDefault();
    const found = await run({ path: folder.trim() });
    if (found) setScan(found.data);
  };
  return (
    <div className="grid gap-4">
      <form onSubmit={look} className="grid gap-3 sm:grid-cols-[1fr_auto] sm:items-start">
        <Field label={t('folder')} hint={t('folderHint')}>
          {(parts) => (
            <>
              <Input
                {...parts}
                className="mono"
                list="scan-roots"
                value={folder}
                onChange={(event) => setFolder(event.target.value)}
              />
              <datalist id="scan-roots">
                {roots.map((root) => (
                  <option key={root} value={root} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <Button type="submit" pending={pending} className="sm:mt-6">
          <FolderSearch aria-hidden className="size-4" />
          {t('scan')}
        </Button>
      </form>
      {error ? <ErrorPanel error={error} fresh /> : null}
      {scan ? <Remarks scan={scan} /> : null}
      {scan && scan.found.length > 0 ? (
        <ScanResult key={scan.path} {...rest} scan={scan} onAdded={() => void look()} />
      ) : null}
    </div>
  );
}

/** What was not looked at, and nothing at all. */
function Remarks({ scan: { found, cut, unreadable, links } }: { scan: Scan }) {
  const t = useTranslations('sources.scan');
  const remarks = [
    found.length === 0 ? t('none') : null,
    cut ? t(`cut.${cut}`) : null,
    unreadable > 0 ? t('unreadable', { count: unreadable }) : null,
    links > 0 ? t('links', { count: links }) : null,
  ].filter((remark) => remark !== null);
  if (remarks.length === 0) return null;
  return (
    <Notice tone={cut || unreadable > 0 ? 'attention' : 'neutral'}>
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
    </Notice>
  );
}
