import { useTranslations } from 'next-intl';
import { ChoiceField } from './choice-field.tsx';
import { inColumn } from './document.ts';
import { Editor, EditorGrid } from './editor.tsx';
import { COLUMN_FIELDS, DATABASE_FIELDS } from './fields.ts';

interface ColumnEditorProps {
  table: string;
  column: string;
  /** Types that hold every value. */
  types: string[];
}

/** Everything that can be chosen for one column. */
export function ColumnEditor({ table, column, types }: ColumnEditorProps) {
  const t = useTranslations('choices');
  return (
    <Editor title={t('ofColumn', { column })}>
      <EditorGrid>
        {Object.keys(COLUMN_FIELDS).map((name) => (
          <ChoiceField
            key={name}
            place={[...inColumn(table, column), name]}
            whole={name in DATABASE_FIELDS ? [name] : undefined}
            suggestions={name === 'type' ? types : []}
          />
        ))}
      </EditorGrid>
    </Editor>
  );
}
