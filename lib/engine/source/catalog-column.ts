/** One column of a table, as SQLite tells it. */
export interface CatalogColumn {
  name: string;
  /** As declared, may be empty. */
  declared: string;
  notNull: boolean;
  /** The expression after DEFAULT, as SQL text. */
  default: string | null;
  /** Position in the primary key from 1, or 0. */
  pk: number;
  generated: 'no' | 'virtual' | 'stored';
}
