/**
 * The engine's vocabulary, safe in a browser.
 *
 * source    a SQLite database file            target   a PostgreSQL database and a schema in it
 * snapshot  a consistent copy of a source     catalog  what introspection found in it
 * profile   what a full scan says of values   plan     what will be made of it: pure data with a hash
 * finding   something a person should know    run      one execution of a plan, in stages
 * chunk     a key range copied in one transaction
 */

import { z } from 'zod';
import { TIME_FORMS } from './epochs.ts';
import { Misfits, Overrides, RowsMode } from './overrides.ts';

export const STAGES = [
  'snapshot',
  'profile',
  'plan',
  'schema',
  'copy',
  'constraints',
  'verify',
  'cutover',
] as const;
export const Stage = z.enum(STAGES);
export type Stage = z.infer<typeof Stage>;

/** `plan` stops after planning, `dry` drops its staging schema at the end, `verify` only compares. */
export const RunKind = z.enum(['plan', 'dry', 'full', 'verify']);
export type RunKind = z.infer<typeof RunKind>;

/** How a run ended, as the report says it. */
export const Outcome = z.enum(['succeeded', 'failed', 'cancelled', 'rolled-back']);
export type Outcome = z.infer<typeof Outcome>;

export const Severity = z.enum(['blocker', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

export const Finding = z.object({
  severity: Severity,
  /** Stable, for scripts and translations: `COL-WIDENED`, `TGT-NOT-EMPTY`. */
  code: z.string(),
  /** What it is about: `table`, `table.column`, an index's name. */
  object: z.string(),
  /** The facts in the sentence, so that a page can say it in another language. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
  remedy: z.string(),
});
export type Finding = z.infer<typeof Finding>;

export * from './overrides.ts';

/** Names that PostgreSQL or Howdah keep for themselves; they would fail only at the very end. */
export function isReservedSchema(name: string): boolean {
  return /^(pg_|howdah_)/.test(name) || name === 'howdah' || name === 'information_schema';
}

export const PlanOptions = z.object({
  schema: z
    .string()
    .min(1)
    .refine((name) => !isReservedSchema(name), 'this schema is kept by PostgreSQL or Howdah for itself')
    .default('public'),
  /** Source table names; an empty include means all. `*` stands for any characters. */
  include: z.array(z.string()).default([]),
  exclude: z.array(z.string()).default([]),
  overrides: Overrides.default({}),
  /** Tables of the same name may be moved aside. Without it, meeting one is a blocker. */
  replace: z.boolean().default(false),
});
export type PlanOptions = z.infer<typeof PlanOptions>;

/** How a value is read out of SQLite: the SQL of each is in source/codecs.ts. */
export const Codec = z.enum([
  'integer',
  'float',
  'decimal',
  'boolean',
  'plain',
  'text',
  'any-text',
  'text-strip',
  'text-replace',
  'text-escape',
  'bytes',
  'uuid-bytes',
  'zoned',
  ...TIME_FORMS,
]);
export type Codec = z.infer<typeof Codec>;

/** Storage classes counted and what else a scan says of one column, ready to be shown. */
export const ColumnValues = z.object({
  nulls: z.number(),
  integers: z.number(),
  reals: z.number(),
  texts: z.number(),
  blobs: z.number(),
  /** Largest value in bytes. */
  maxBytes: z.number(),
  /** False where no text has a character that COPY would read as something else. */
  needsEscape: z.boolean().default(true),
  /** One value, shortened, as a sample. */
  sample: z.string().nullable(),
});
export type ColumnValues = z.infer<typeof ColumnValues>;

export const ColumnPlan = z.object({
  source: z.string(),
  target: z.string(),
  /** As declared in SQLite; empty where nothing was. */
  declared: z.string(),
  /** PostgreSQL type, as `format_type` prints it. */
  type: z.string(),
  /** The rule in plan/type-rules.ts that chose it. */
  rule: z.string(),
  /** How values leave SQLite. */
  codec: Codec,
  /** The zone of times written without one, for codec `zoned`. */
  zone: z.string().nullable().default(null),
  /** What becomes of values that do not fit the type; null where all do. */
  misfits: z.object({ policy: Misfits, count: z.number() }).nullable().default(null),
  /** An empty text becomes NULL. */
  emptyIsNull: z.boolean().default(false),
  /** The values that an enum of the target has. */
  labels: z.array(z.string()).optional(),
  /** A collation that takes no account of case, by choice: howdah_sqlite.nocase. */
  collation: z.literal('nocase').optional(),
  notNull: z.boolean(),
  /** PostgreSQL expression. */
  default: z.string().nullable(),
  /** The expression that computes it, in PostgreSQL's SQL; such a column is not copied. */
  generated: z.string().nullable().default(null),
  /** Types of the same values that could be chosen instead. */
  choices: z.array(z.string()),
  values: ColumnValues,
});
export type ColumnPlan = z.infer<typeof ColumnPlan>;

export const IndexPlan = z.object({
  source: z.string(),
  target: z.string(),
  unique: z.boolean(),
  /** A UNIQUE constraint of the table rather than an index made by itself. */
  constraint: z.boolean(),
  method: z.enum(['btree', 'hash']).default('btree'),
  columns: z.array(
    z.object({
      /** The column's target name, or the original text of an expression. */
      name: z.string(),
      /** The expression in PostgreSQL's SQL, null for a plain column. */
      expression: z.string().nullable().default(null),
      desc: z.boolean(),
      nocase: z.boolean(),
    }),
  ),
  /** The condition of a partial index, in PostgreSQL's SQL. */
  where: z.string().nullable().default(null),
});
export type IndexPlan = z.infer<typeof IndexPlan>;

export const ForeignKeyPlan = z.object({
  /** As the report and the findings call it: `child(column, …)`. */
  source: z.string().default(''),
  name: z.string(),
  columns: z.array(z.string()),
  /** Target names. */
  table: z.string(),
  references: z.array(z.string()),
  onDelete: z.string(),
  onUpdate: z.string(),
  deferred: z.boolean(),
  /** False where orphans were found: the key is made but stays NOT VALID. */
  validate: z.boolean(),
  /** SQLite finds the parent by a collation that PostgreSQL does not have: rows that are there may not keep to it. */
  collated: z.boolean().default(false),
});
export type ForeignKeyPlan = z.infer<typeof ForeignKeyPlan>;

export const CheckPlan = z.object({
  source: z.string(),
  target: z.string(),
  /** The condition in PostgreSQL's SQL, and as it was. */
  expression: z.string(),
  sql: z.string(),
  /** False where rows violate it: it is made but stays NOT VALID. */
  validate: z.boolean(),
});
export type CheckPlan = z.infer<typeof CheckPlan>;

export const ViewPlan = z.object({
  source: z.string(),
  target: z.string(),
  /** CREATE VIEW with names that the search path resolves, and as it was. */
  sql: z.string(),
  original: z.string(),
});
export type ViewPlan = z.infer<typeof ViewPlan>;

export const TriggerPlan = z.object({
  source: z.string(),
  target: z.string(),
  /** Target name of the table or view it stands on. */
  table: z.string(),
  function: z.string(),
  /** CREATE FUNCTION and CREATE TRIGGER with names that the search path resolves. */
  functionSql: z.string(),
  triggerSql: z.string(),
  /** The body's statements with NULLs for NEW and OLD, for PostgreSQL to judge without running them. */
  statements: z.array(z.string()),
  original: z.string(),
});
export type TriggerPlan = z.infer<typeof TriggerPlan>;

/** How a table's rows come into one that the application made. */
export const MatchPlan = z.object({
  rows: RowsMode,
  /** Target names of the columns that tell which rows are the same; empty where none do. */
  key: z.array(z.string()),
  /** Of everything there that the plan relies on: at the cutover it must still be so. */
  shape: z.string(),
  /** Columns there that the source has not: with a default that can be computed beforehand, or without. */
  extra: z.array(z.object({ name: z.string(), staged: z.boolean(), default: z.string().nullable() })),
  /** The keys there that staged rows must find a parent for. */
  foreignKeys: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      schema: z.string(),
      table: z.string(),
      references: z.array(z.string()),
    }),
  ),
});
export type MatchPlan = z.infer<typeof MatchPlan>;

export const TablePlan = z.object({
  source: z.string(),
  target: z.string(),
  /** The CREATE TABLE as SQLite keeps it. */
  sql: z.string(),
  rows: z.number(),
  /** Rows that the condition `where` leaves out, and rows that choices keep out of the table. */
  leftOut: z.number().default(0),
  quarantined: z.number().default(0),
  /** A condition in SQLite's SQL: only rows for which it is true are taken along. */
  where: z.string().nullable().default(null),
  /** Bytes of values, as the scan added them up. */
  bytes: z.number(),
  /** The largest row, in bytes of values. */
  maxRowBytes: z.number(),
  /** The name under which the rowid can be read, null for WITHOUT ROWID. */
  rowid: z.string().nullable(),
  /** Source names of the primary key's columns, in the key's order. */
  sourceKey: z.array(z.string()).default([]),
  columns: z.array(ColumnPlan),
  primaryKey: z.object({ name: z.string(), columns: z.array(z.string()) }).nullable(),
  /** Last number given out, as text because it may exceed 2^53. */
  identity: z.object({ column: z.string(), last: z.string() }).nullable(),
  indexes: z.array(IndexPlan),
  foreignKeys: z.array(ForeignKeyPlan),
  checks: z.array(CheckPlan).default([]),
  /** What comments in the CREATE TABLE say of the table (no column) or a column, by its target name. */
  comments: z.array(z.object({ column: z.string().nullable(), text: z.string() })).default([]),
  /** A generated tsvector column that was chosen, its expression and its index. */
  search: z
    .object({ column: z.string(), expression: z.string(), index: z.string() })
    .nullable()
    .default(null),
  /** Match mode: the rows go into the table that stands there; null where a new one is made. */
  match: MatchPlan.nullable().default(null),
  /** What stands in the target under this name: null when nothing does. */
  existing: z
    .object({
      rows: z.number(),
      /** One line a difference: `column "x" is text there, bigint here`. */
      differences: z.array(
        z.object({
          column: z.string(),
          here: z.string().nullable(),
          there: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
});
export type TablePlan = z.infer<typeof TablePlan>;

export const ObjectKind = z.enum([
  'table',
  'virtual-table',
  'shadow-table',
  'internal-table',
  'primary-key',
  'unique',
  'index',
  'foreign-key',
  'check',
  'generated-column',
  'collation',
  'conflict-clause',
  'table-option',
  'comment',
  'default',
  'identity',
  'view',
  'trigger',
]);
export type ObjectKind = z.infer<typeof ObjectKind>;

/** What becomes of one object of the source. Every row of sqlite_schema has one. */
export const ObjectPlan = z.object({
  kind: ObjectKind,
  name: z.string(),
  table: z.string().nullable(),
  outcome: z.enum(['migrated', 'adapted', 'left-out']),
  /** How it was adapted or why it was left out. */
  reason: z.string().nullable(),
  /** The original text, for objects that were not carried as they were. */
  sql: z.string().nullable(),
});
export type ObjectPlan = z.infer<typeof ObjectPlan>;

export const Plan = z.object({
  version: z.literal(1),
  /** SHA-256 over everything that decides what will be made: not over row counts or samples. */
  hash: z.string(),
  source: z.object({ path: z.string(), bytes: z.number(), sha256: z.string() }),
  target: z.object({ database: z.string(), schema: z.string(), serverVersion: z.string() }),
  options: PlanOptions,
  tables: z.array(TablePlan),
  /** Each after those it reads. */
  views: z.array(ViewPlan).default([]),
  triggers: z.array(TriggerPlan).default([]),
  objects: z.array(ObjectPlan),
  findings: z.array(Finding),
});
export type Plan = z.infer<typeof Plan>;

export const CountVerdict = z.enum(['not-checked', 'match', 'differs', 'error']);
export type CountVerdict = z.infer<typeof CountVerdict>;
export const ContentVerdict = z.enum(['not-checked', 'match', 'differs', 'error']);
export type ContentVerdict = z.infer<typeof ContentVerdict>;

/** One value that is not the same on both sides; a missing row has no column. */
export const Mismatch = z.object({
  /** The row's key as `column=value, …`, or its whole text where it has none. */
  key: z.string(),
  column: z.string().nullable(),
  source: z.string().nullable(),
  target: z.string().nullable(),
});
export type Mismatch = z.infer<typeof Mismatch>;

export const TableVerification = z.object({
  table: z.string(),
  sourceRows: z.number(),
  targetRows: z.number(),
  count: CountVerdict,
  content: ContentVerdict,
  /** The first differences, at most 20. */
  mismatches: z.array(Mismatch),
});
export type TableVerification = z.infer<typeof TableVerification>;

/** The document of `--json`, the run page and the files to download. */
export const Report = z.object({
  run: z.string(),
  kind: RunKind,
  outcome: Outcome,
  error: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
  plan: z.object({ hash: z.string() }).nullable(),
  source: z.object({ path: z.string(), bytes: z.number(), sha256: z.string() }),
  target: z.object({ database: z.string(), schema: z.string() }).nullable(),
  tables: z.array(
    z.object({
      source: z.string(),
      target: z.object({ schema: z.string(), table: z.string() }),
      columns: z.array(z.object({ source: z.string(), target: z.string(), type: z.string() })),
      rows: z.object({
        source: z.number(),
        copied: z.number(),
        quarantined: z.number(),
        /** Not taken along because the table's condition says so. */
        leftOut: z.number().default(0),
      }),
      verification: z.object({
        count: CountVerdict,
        content: ContentVerdict,
        mismatches: z.array(Mismatch),
      }),
    }),
  ),
  objects: z.array(ObjectPlan),
  findings: z.array(Finding),
  /** Warnings that somebody had taken upon them when the run began. */
  accepted: z
    .array(
      z.object({
        code: z.string(),
        object: z.string(),
        reason: z.string(),
        by: z.string(),
        /** ISO 8601. */
        at: z.string(),
      }),
    )
    .default([]),
  stages: z.array(z.object({ name: Stage, seconds: z.number() })),
});
export type Report = z.infer<typeof Report>;
