'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { HelpMark } from '../help/help-mark.tsx';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import { Segments } from '../ui/segments.tsx';
import { ChoiceField } from './choice-field.tsx';
import { ChoiceList } from './choice-list.tsx';
import { choicesOf } from './document.ts';
import { DocumentEditor } from './document-editor.tsx';
import { useDraft } from './draft-context.tsx';
import { Editor, EditorGrid } from './editor.tsx';
import { DATABASE_FIELDS } from './fields.ts';

const VIEWS = ['form', 'json'] as const;

/** Everything that is chosen for this migration: in words, for the whole database in fields, or as the document. */
export function ChoicesPanel() {
  const t = useTranslations('choices');
  const { document, opened, open, close } = useDraft();
  const [view, setView] = useState<(typeof VIEWS)[number]>('form');
  const whole = opened?.length === 0;
  return (
    <Panel
      title={t('title')}
      note={
        <>
          {t('note', { count: choicesOf(document).length })} <HelpMark term="lossy" />
        </>
      }
      flush
      aside={
        <Segments
          label={t('view')}
          value={view}
          onChange={setView}
          choices={[
            { value: 'form', label: t('asForm') },
            { value: 'json', label: t('asJson') },
          ]}
        />
      }
    >
      {view === 'json' ? (
        <DocumentEditor />
      ) : (
        <>
          <ChoiceList />
          <div className="@container border-line border-t">
            {whole ? (
              <Editor title={t('database')}>
                <EditorGrid>
                  {Object.keys(DATABASE_FIELDS).map((name) => (
                    <ChoiceField key={name} place={[name]} />
                  ))}
                </EditorGrid>
              </Editor>
            ) : (
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
                <Button size="sm" aria-expanded={whole} onClick={() => (whole ? close() : open([]))}>
                  <SlidersHorizontal aria-hidden className="size-3.5" />
                  {t('database')}
                </Button>
                <span className="text-ink-2 text-sm">{t('lead')}</span>
              </div>
            )}
          </div>
        </>
      )}
    </Panel>
  );
}
