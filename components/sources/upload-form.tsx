'use client';

import { FileUp } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/cn.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useFormat } from '../ui/format.ts';
import { Progress } from '../ui/progress.tsx';
import { uploadFile } from './upload.ts';

const BROKEN: ShownError = {
  code: 'PNL-UPLOAD-BROKEN',
  message: 'The upload broke off. Nothing was kept.',
  remedy: 'Upload the file again.',
};

/** A file from this computer: dropped or chosen, sent with its progress. */
export function UploadForm() {
  const t = useTranslations('sources.form');
  const common = useTranslations('common');
  const router = useRouter();
  const { bytes, percent } = useFormat();
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const [error, setError] = useState<ShownError | null>(null);
  const [over, setOver] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const send = async (chosen: File | undefined) => {
    if (!chosen || file) return;
    setFile(chosen);
    setShare(0);
    setError(null);
    const going = new AbortController();
    stop.current = going;
    const answer = await uploadFile(chosen, setShare, going.signal);
    if (answer?.ok) return router.push(`/sources/${answer.data.id}`);
    setFile(null);
    if (!going.signal.aborted) setError(answer?.error ?? BROKEN);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  };

  if (file) {
    return (
      <div className="grid gap-3 rounded-lg border border-line-strong p-4">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="mono min-w-0 break-all font-medium">{file.name}</span>
          <span className="text-ink-2 text-sm">
            {t('sent', { done: bytes(file.size * share), total: bytes(file.size) })}
          </span>
          <span className="ml-auto">{percent(share)}</span>
        </p>
        <Progress value={share} label={t('uploading', { name: file.name })} />
        {share < 1 ? (
          <Button size="sm" onClick={() => stop.current?.abort()} className="justify-self-start">
            {common('cancel')}
          </Button>
        ) : (
          <p role="status" className="text-ink-2 text-sm">
            {t('checking')}
          </p>
        )}
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn(
          'flex flex-col items-center rounded-lg border border-edge border-dashed px-6 py-10 text-center',
          'has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
          over ? 'border-accent bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <FileUp aria-hidden strokeWidth={1.6} className="mb-2 size-6 text-accent" />
        <span className="font-medium">{t('choose')}</span>
        <span className="mt-0.5 max-w-prose text-balance text-ink-2 text-sm">{t('chooseHint')}</span>
        <input
          type="file"
          className="sr-only"
          onChange={(event) => {
            void send(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </label>
      {error ? <ErrorPanel error={error} fresh /> : null}
    </div>
  );
}
