import { useTranslations } from 'next-intl';
import { ChoiceField } from './choice-field.tsx';
import { inTable } from './document.ts';
import { Editor, EditorGrid } from './editor.tsx';
import { DATABASE_FIELDS, TABLE_FIELDS } from './fields.ts';

/** Everything that can be chosen for one table. */
export function TableEditor({ table }: { table: string }) {
  const t = useTranslations('choices');
  return (
    <div className="@container border-line border-b">
      <Editor title={t('ofColumn', { column: table })}>
        <EditorGrid>
          {Object.keys(TABLE_FIELDS).map((name) => (
            <ChoiceField
              key={name}
              place={[...inTable(table), name]}
              whole={name in DATABASE_FIELDS ? [name] : undefined}
            />
          ))}
        </EditorGrid>
      </Editor>
    </div>
  );
}
