/**
 * The one wrapper of server actions: origin → session → role → zod → handler → audit → typed result.
 * Expected failures become `{ ok: false, error }`; anything else is logged and answered as PNL-UNEXPECTED.
 */
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { type CurrentSession, currentSession } from './auth/current.ts';
import { isSameOrigin, originOf } from './auth/origin.ts';
import { may, type PermissionName } from './auth/permissions.ts';
import type { Origin } from './auth/sessions.ts';
import type { ActionError, ActionResult } from './data/action-types.ts';
import { failure } from './data/failures.ts';
import { errorInfo, MigrationError } from './engine/errors.ts';
import { log } from './log.ts';
import { panel } from './panel.ts';
import { type AuditRecord, writeAudit, writeRefusal } from './store/audit.ts';

/** Given to handlers: who asks from where, and what the audit shall say of it. Never put a secret into `note`. */
export interface ActionContext {
  session: CurrentSession;
  from: Origin;
  note(subject: string | null, detail?: AuditRecord['detail']): void;
}

interface Definition<S extends z.ZodType, T> {
  permission: PermissionName;
  /** What the audit calls it, where the permission's name would say that more was done. */
  name?: string;
  input: S;
  handler: (input: z.output<S>, context: ActionContext) => Promise<T>;
}

export function action<S extends z.ZodType, T>({
  permission,
  name = permission,
  input,
  handler,
}: Definition<S, T>) {
  return async (raw: z.input<S>): Promise<ActionResult<T>> => {
    const asked = await headers();
    const from = originOf(asked);
    const session = await currentSession();
    const audit: AuditRecord = {
      action: name,
      userId: session?.user.id,
      email: session?.user.email,
      address: from.address,
      outcome: 'done',
    };
    return audited(audit, async () => {
      if (!isSameOrigin(asked)) throw failure('PNL-ORIGIN');
      if (!session) throw failure('PNL-SIGN-IN');
      if (!may(session.user.role, permission)) throw failure('PNL-ROLE');
      const parsed = await input.safeParseAsync(raw);
      if (!parsed.success) throw new InputError(parsed.error);
      return handler(parsed.data, {
        session,
        from,
        note: (subject, detail) => {
          audit.subject = subject ?? audit.subject;
          audit.detail = { ...audit.detail, ...detail };
        },
      });
    });
  };
}

interface OpenDefinition<S extends z.ZodType, T> {
  /** The name in the audit; null where what it calls writes the audit itself. */
  name: string | null;
  input: S;
  /** Who says to ask, for the audit. */
  who?: (input: z.output<S>) => string;
  handler: (input: z.output<S>, from: Origin) => Promise<T>;
}

/** For what nobody can be signed in for: signing in and first-time setup. Throttled by what they call. */
export function openAction<S extends z.ZodType, T>({ name, input, who, handler }: OpenDefinition<S, T>) {
  return async (raw: z.input<S>): Promise<ActionResult<T>> => {
    const asked = await headers();
    const from = originOf(asked);
    const audit: AuditRecord | null = name ? { action: name, address: from.address, outcome: 'done' } : null;
    return audited(audit, async () => {
      if (!isSameOrigin(asked)) throw failure('PNL-ORIGIN');
      const parsed = await input.safeParseAsync(raw);
      if (!parsed.success) throw new InputError(parsed.error);
      if (audit) audit.email = who?.(parsed.data);
      return handler(parsed.data, from);
    });
  };
}

/** Runs it and writes how it ended, also when it ends with a redirect of Next's. */
export async function audited<T>(
  audit: AuditRecord | null,
  work: () => Promise<T>,
): Promise<ActionResult<T>> {
  try {
    const data = await work();
    if (audit) await writeAudit(panel().database.prisma, audit);
    return { ok: true, data };
  } catch (error) {
    unstable_rethrow(error);
    const shown = shownError(error);
    if (shown.code === 'PNL-UNEXPECTED') log().error({ err: error, action: audit?.action }, 'action failed');
    await writeFailure(audit, shown.code).catch((err) => log().error({ err }, 'audit not written'));
    return { ok: false, error: shown };
  }
}

async function writeFailure(audit: AuditRecord | null, code: string): Promise<void> {
  if (!audit) return;
  const { prisma } = panel().database;
  if (!isRefusal(code)) await writeAudit(prisma, { ...audit, outcome: 'failed', code });
  else if (audit.userId) await writeAudit(prisma, { ...audit, outcome: 'refused', code });
  else await writeRefusal(prisma, { ...audit, outcome: 'refused', code });
}

class InputError extends MigrationError {
  readonly fields: Record<string, string>;
  constructor(error: z.ZodError) {
    const { code, message, remedy } = failure('PNL-INPUT');
    super(code, message, remedy);
    this.fields = Object.fromEntries(error.issues.map((issue) => [issue.path.join('.'), issue.code]));
  }
}

/** What may leave the server of anything thrown. */
export function shownError(error: unknown): ActionError {
  const { code, message, remedy, context } = errorInfo(
    error instanceof MigrationError ? error : failure('PNL-UNEXPECTED', {}, error),
  );
  return {
    code,
    message,
    remedy,
    ...(context && Object.keys(context).length > 0 ? { params: context } : {}),
    ...(error instanceof InputError ? { fields: error.fields } : {}),
  };
}

const REFUSALS = [
  'PNL-SIGN-IN',
  'PNL-ROLE',
  'PNL-ORIGIN',
  'PNL-THROTTLED',
  'PNL-CREDENTIALS',
  'PNL-SETUP-TOKEN',
];

/** Kept out, rather than gone wrong. */
export function isRefusal(code: string): boolean {
  return REFUSALS.includes(code);
}
