/** What a person chose, in one document: every field is optional, so `{}` is valid. docs/overrides.md explains each. */

import { z } from 'zod';
import { TIME_FORMS } from './epochs.ts';

export const NameMode = z.enum(['keep', 'lower', 'snake']);
export type NameMode = z.infer<typeof NameMode>;

/** What becomes of values that do not fit the type: a wider type, NULL, their rows into quarantine, or no run. */
export const Misfits = z.enum(['widen', 'null', 'quarantine', 'stop']);
export type Misfits = z.infer<typeof Misfits>;

/** What becomes of text with NUL or bytes that are not UTF-8. Anything but `bytes` is text in the target. */
export const BadText = z.enum(['bytes', 'strip', 'replace', 'escape', 'quarantine']);
export type BadText = z.infer<typeof BadText>;

/** What becomes of rows whose foreign key points nowhere. */
export const Orphans = z.enum(['not-valid', 'quarantine', 'stop']);
export type Orphans = z.infer<typeof Orphans>;

/** Match mode: what happens to the rows that stand in the target's table. */
export const RowsMode = z.enum(['fail', 'replace', 'upsert']);
export type RowsMode = z.infer<typeof RowsMode>;

/** PostgreSQL's own text search configurations, from 14 on. */
export const SearchConfiguration = z.enum([
  'simple',
  'arabic',
  'armenian',
  'basque',
  'catalan',
  'danish',
  'dutch',
  'english',
  'finnish',
  'french',
  'german',
  'greek',
  'hindi',
  'hungarian',
  'indonesian',
  'irish',
  'italian',
  'lithuanian',
  'nepali',
  'norwegian',
  'portuguese',
  'romanian',
  'russian',
  'serbian',
  'spanish',
  'swedish',
  'tamil',
  'turkish',
  'yiddish',
]);

/** COLLATE NOCASE: unique indexes on the lower-cased text, or a collation of PostgreSQL that takes no account of case. */
export const NocaseMode = z.enum(['index', 'collation']);
export type NocaseMode = z.infer<typeof NocaseMode>;

export const ColumnChoices = z.strictObject({
  rename: z.string().min(1).optional(),
  exclude: z.boolean().optional(),
  type: z.string().min(1).optional(),
  form: z.enum(TIME_FORMS).optional(),
  /** Times without a zone are of this one: they become timestamptz. */
  zone: z.string().min(1).optional(),
  misfits: Misfits.optional(),
  text: BadText.optional(),
  empty: z.enum(['keep', 'null']).optional(),
  nocase: NocaseMode.optional(),
  /** An expression of PostgreSQL; null for none. */
  default: z.string().min(1).nullable().optional(),
});
export type ColumnChoices = z.infer<typeof ColumnChoices>;

export const TableChoices = z.strictObject({
  rename: z.string().min(1).optional(),
  exclude: z.boolean().optional(),
  /** No keys, indexes, checks or triggers. */
  rowsOnly: z.boolean().optional(),
  /** A condition in SQLite's SQL. */
  where: z.string().min(1).optional(),
  orphans: Orphans.optional(),
  match: RowsMode.optional(),
  /** Adds a tsvector column over the texts, by this configuration, with a GIN index. */
  search: SearchConfiguration.optional(),
  columns: z.record(z.string(), ColumnChoices).optional(),
});
export type TableChoices = z.infer<typeof TableChoices>;

export const Overrides = z.strictObject({
  names: NameMode.optional(),
  integers: z.enum(['bigint', 'smallest']).optional(),
  zone: z.string().min(1).optional(),
  lengths: z.enum(['keep', 'text']).optional(),
  misfits: Misfits.optional(),
  text: BadText.optional(),
  orphans: Orphans.optional(),
  nocase: NocaseMode.optional(),
  /** Rows go into tables that the application made; tables of other names are a blocker. */
  match: RowsMode.optional(),
  tables: z.record(z.string(), TableChoices).optional(),
});
export type Overrides = z.infer<typeof Overrides>;
