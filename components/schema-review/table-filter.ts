/** Which tables of a plan are shown: by a text in names of tables and columns, and by what is to be said of them. Pure. */
import type { TableReview } from './plan-figures.ts';

export interface TableFilter {
  text: string;
  /** Only what needs a look. */
  differs: boolean;
  /** Only where something does not arrive as it is; of their columns only those too. */
  lossy: boolean;
}

export const NO_FILTER: TableFilter = { text: '', differs: false, lossy: false };

export interface FoundTable {
  review: TableReview;
  /** Columns that were looked for, where the table's own name is not what was; as the source calls them. */
  columns: string[];
}

export function filterTables(tables: TableReview[], { text, differs, lossy }: TableFilter): FoundTable[] {
  const wanted = text.trim().toLowerCase();
  const has = (...names: string[]) => names.some((name) => name.toLowerCase().includes(wanted));
  return tables.flatMap((review) => {
    if ((differs && !review.differs) || (lossy && review.losses.size === 0)) return [];
    const { source, target, columns } = review.table;
    if (wanted === '' || has(source, target)) return [{ review, columns: [] }];
    const found = columns.filter((column) => has(column.source, column.target));
    return found.length > 0 ? [{ review, columns: found.map((column) => column.source) }] : [];
  });
}
