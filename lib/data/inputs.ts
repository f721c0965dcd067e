/** What the server actions accept, for forms and for the server alike. Safe in a browser. */
import { z } from 'zod';
import { isReservedSchema, Overrides } from '../engine/types.ts';

/** A form that ids have: anything else need not be looked for. */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** PostgreSQL keeps no NUL in a text, and no name or path has one. */
const text = z.string().refine((value) => !value.includes('\0'), 'nul');
const name = text.trim().min(1).max(120);

export const RoleInput = z.enum(['admin', 'lead', 'support']);
export const PASSWORD_MIN = 12;
const newPassword = z.string().min(PASSWORD_MIN).max(200);
const email = z.string().trim().toLowerCase().pipe(z.email()).pipe(z.string().max(200));

export const IdInput = z.object({ id });

export const SignInInput = z.object({ email, password: z.string().min(1).max(200) });
export const SetupInput = z.object({ token: z.string().trim().min(1), email, name, password: newPassword });

export const AddSourceInput = z.object({
  /** Absolute, inside the allowed roots. */
  path: text.trim().min(1).max(4096),
  /** Empty: the file's name. */
  name: text.trim().max(120).default(''),
});
export const FolderInput = z.object({ path: text.max(4096).nullable() });

export const TlsInput = z.enum(['disable', 'prefer', 'require', 'verify-full']);
const schemaName = text
  .max(63)
  // PostgreSQL counts bytes, and cuts the rest off without a word.
  .refine((name) => new TextEncoder().encode(name).length <= 63, 'too_big')
  .refine((name) => !isReservedSchema(name), 'reserved');
export const TargetFieldsInput = z.object({
  by: z.literal('fields'),
  name: text.trim().max(120).default(''),
  host: text.trim().min(1).max(255),
  port: z.coerce.number().int().min(1).max(65535).default(5432),
  database: text.min(1).max(63),
  schema: schemaName.min(1).default('public'),
  user: text.min(1).max(63),
  /** Empty when editing: keep the one that is stored. */
  password: text.max(1000).default(''),
  tls: TlsInput.default('prefer'),
});
export const TargetUrlInput = z.object({
  by: z.literal('url'),
  name: text.trim().max(120).default(''),
  /** postgresql://user:password@host:port/database?sslmode=…&schema=… */
  url: text.trim().min(1).max(4096),
  schema: schemaName.default(''),
});
export const TargetInput = z.discriminatedUnion('by', [TargetFieldsInput, TargetUrlInput]);
export const EditTargetInput = TargetFieldsInput.extend({ id });

export const MigrationOptions = z.object({
  include: z.array(z.string()).default([]),
  exclude: z.array(z.string()).default([]),
  overrides: Overrides.default({}),
});
/** Days of the revert window; 0: until finalised by hand; null: the panel's setting. */
export const REVERT_DAYS_MAX = 3650;
const revertDays = z.number().int().min(0).max(REVERT_DAYS_MAX).nullable();
export const RevertWindowInput = z.object({ id, revertDays });
export const CreateMigrationInput = z.object({
  sourceId: id,
  targetId: id,
  /** Empty: `source → target`. */
  name: text.trim().max(120).default(''),
  options: MigrationOptions.prefault({}),
  revertDays: revertDays.default(null),
});
export const EditMigrationInput = z.object({ id, options: MigrationOptions });

/** Names of the source are any text: those that it has not are told. */
const place = z.object({ table: text.max(1000), column: text.max(1000) });
export const COUNTED_AT_ONCE = 50;
export const CountInput = z.object({
  id,
  /** The choices as they would be planned. */
  overrides: Overrides,
  columns: z.array(place).min(1).max(COUNTED_AT_ONCE),
  /** A count of one's own that is no longer waited for. */
  replaces: id.nullable().default(null),
});
/** One of the findings of the plan that was looked at. */
const finding = { id, planRun: id, finding: z.number().int().min(0) };
export const AcceptInput = z.object({ ...finding, reason: text.trim().min(3).max(1000) });
export const WithdrawInput = z.object(finding);

export const PROJECT_CONCURRENCY_MAX = 16;
const note = text.trim().max(2000);
const members = {
  sources: z.array(id).max(500),
  targets: z.array(id).max(500),
  migrations: z.array(id).max(500),
};
export const CreateProjectInput = z.object({ name, note: note.default('') });
export const EditProjectInput = z.object({
  id,
  name,
  note,
  concurrency: z.coerce.number().int().min(1).max(PROJECT_CONCURRENCY_MAX),
});
/** What is named joins or leaves; the rest stays as it is. */
export const MembersInput = z.object({ id, join: z.object(members), leave: z.object(members) });

/** Several migrations at once: a schema each in one database, or a target each. */
export const SEVERAL_MAX = 200;
export const SeveralInput = z.object({
  projectId: id,
  entries: z
    .array(
      z.object({
        sourceId: id,
        targetId: id,
        /** Empty: the target's own. */
        schema: schemaName.default(''),
      }),
    )
    .min(1)
    .max(SEVERAL_MAX),
});
export const ScanInput = z.object({ path: text.min(1).max(4096) });
export const AddSourcesInput = z.object({
  paths: z.array(z.string().trim().min(1).max(4096)).min(1).max(SEVERAL_MAX),
  /** Join this project at once. */
  projectId: id.nullable().default(null),
});

/** Hashes of the plans that were looked at, by migration. */
const plans = z.record(id, z.string());
export const StartBatchInput = z.object({
  projectId: id,
  kind: z.enum(['plan', 'dry', 'full', 'verify']),
  replace: z.boolean().default(false),
  plans: plans.default({}),
});
export const RetryBatchInput = z.object({
  id,
  replace: z.boolean().default(false),
  plans: plans.default({}),
});

export const StartRunInput = z.object({
  migrationId: id,
  kind: z.enum(['dry', 'full', 'verify']),
  /** Hash of the plan that was looked at; needed for `full`. */
  planHash: z.string().nullable(),
  /** Same-named tables of the target are moved aside and kept for rollback. */
  replace: z.boolean().default(false),
});
export const RollbackInput = z.object({
  id,
  reason: text.trim().min(3).max(1000),
  /** The target's name, typed (RunDetail.confirmation). */
  confirmation: z.string(),
});

export const CleanInput = z.object({
  id,
  runs: z
    .array(z.string().regex(/^[a-z0-9]{1,40}$/))
    .min(1)
    .max(500),
});
/** The target's name, typed. */
export const FinaliseInput = z.object({ id, confirmation: z.string() });
/** As well. */
export const RemoveSnapshotInput = FinaliseInput;

export const CreateUserInput = z.object({ email, name, role: RoleInput, password: newPassword });
export const ChangeRoleInput = z.object({ id, role: RoleInput });
export const ResetPasswordInput = z.object({ id, password: newPassword });
export const DisableUserInput = z.object({ id, disabled: z.boolean() });
export const ChangePasswordInput = z.object({ current: z.string().min(1).max(200), password: newPassword });

export const LocaleInput = z.object({ locale: z.enum(['en', 'ru']) });
export const TourInput = z.object({ open: z.boolean() });
export const ThemeInput = z.object({ theme: z.enum(['light', 'dark', 'system']) });
