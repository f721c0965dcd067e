'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { TablePlan } from '../../lib/engine/types.ts';
import { Button } from '../ui/button.tsx';
import { ChosenLines } from './chosen-line.tsx';
import { ColumnEditor } from './column-editor.tsx';
import { choicesOf, inTable } from './document.ts';
import { useDraft } from './draft-context.tsx';
import { TableEditor } from './table-editor.tsx';

/** What is chosen for a table as a whole, and the way to choose; columns that it leaves out open here too. */
export function TableChoices({ table }: { table: TablePlan }) {
  const t = useTranslations('choices');
  const { document, opened, open } = useDraft();
  const place = inTable(table.source);
  const own = choicesOf(document).filter((one) => one.place.length === 3 && one.place[1] === table.source);
  const here = opened?.[1] === table.source;
  if (here && opened?.length === 2) return <TableEditor table={table.source} />;
  const column = here ? opened?.[3] : undefined;
  const leftOut = column !== undefined && !table.columns.some(({ source }) => source === column);
  return (
    <div className="@container border-line border-b">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5">
        <Button size="sm" variant="ghost" className="-ml-2" onClick={() => open(place)}>
          <SlidersHorizontal aria-hidden className="size-3.5" />
          {t('ofTable')}
        </Button>
        <ChosenLines chosen={own} />
      </div>
      {leftOut ? <ColumnEditor table={table.source} column={column} types={[]} /> : null}
    </div>
  );
}
