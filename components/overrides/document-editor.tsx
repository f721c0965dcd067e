'use client';

import { Download, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ChangeEvent, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Field, Textarea } from '../ui/field.tsx';
import { DocumentFaults } from './document-faults.tsx';
import { readDocument, writeDocument } from './document-text.ts';
import { useDraft } from './draft-context.tsx';
import { saveFile } from './save-file.ts';

const FILE = 'overrides.json';

/** The document as it is: to read, write, copy, take along and bring. */
export function DocumentEditor() {
  const t = useTranslations('choices.json');
  const { document, denied, replace } = useDraft();
  const [own, setOwn] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const text = own ?? writeDocument(document);
  const read = readDocument(text);
  const faults = read.ok ? [] : read.faults;
  const same = read.ok && writeDocument(read.document) === writeDocument(document);
  const bring = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const chosen = target.files?.[0];
    if (chosen) setOwn(await chosen.text());
    target.value = '';
  };
  const apply = () => {
    if (!read.ok) return;
    replace(read.document);
    setOwn(null);
  };
  return (
    <div className="grid gap-2 p-4">
      <Field
        label={t('label')}
        hint={t('hint')}
        error={faults.length > 0 ? t('wrong', { count: faults.length }) : undefined}
      >
        {(parts) => (
          <Textarea
            {...parts}
            rows={Math.min(24, Math.max(6, text.split('\n').length))}
            readOnly={denied !== null}
            spellCheck={false}
            translate="no"
            className="mono text-sm"
            value={text}
            onChange={(event) => setOwn(event.target.value)}
          />
        )}
      </Field>
      <DocumentFaults faults={faults} />
      <div className="flex flex-wrap items-center gap-2">
        {denied ? null : (
          <>
            {own === null || same ? null : (
              <Button
                variant="primary"
                disabledReason={read.ok ? null : t('wrong', { count: faults.length })}
                onClick={apply}
              >
                {t('apply')}
              </Button>
            )}
            {own === null ? null : <Button onClick={() => setOwn(null)}>{t('reset')}</Button>}
            <Button onClick={() => file.current?.click()}>
              <Upload aria-hidden className="size-3.5" />
              {t('upload')}
            </Button>
            <input
              ref={file}
              type="file"
              accept=".json,application/json"
              aria-label={t('uploadLabel')}
              className="hidden"
              onChange={bring}
            />
          </>
        )}
        <Button onClick={() => saveFile(FILE, writeDocument(document))}>
          <Download aria-hidden className="size-3.5" />
          {t('download')}
        </Button>
        <CopyButton text={text} />
      </div>
    </div>
  );
}
