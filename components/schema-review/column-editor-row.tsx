import type { ColumnPlan } from '../../lib/engine/types.ts';
import { ColumnEditor } from '../overrides/column-editor.tsx';

/** Below its column. As wide as what is seen of the table, however far that is scrolled. */
export function ColumnEditorRow({ table, column }: { table: string; column: ColumnPlan }) {
  return (
    <tr className="@max-xl:block">
      <td colSpan={5} className="border-line border-b p-0 @max-xl:block">
        <div className="sticky left-0 w-[100cqw]">
          <ColumnEditor table={table} column={column.source} types={column.choices} />
        </div>
      </td>
    </tr>
  );
}
