/** The one wrapper of route handlers: role → handler; failures become JSON with a fitting status. */
import { isRefusal, shownError } from '../actions.ts';
import { currentSession } from '../auth/current.ts';
import { isSameOrigin, originOf } from '../auth/origin.ts';
import type { PermissionName } from '../auth/permissions.ts';
import { config } from '../config.ts';
import { type Access, authorise } from '../data/access.ts';
import { failure } from '../data/failures.ts';
import { log } from '../log.ts';
import { panel } from '../panel.ts';
import { type AuditRecord, writeAudit, writeRefusal } from '../store/audit.ts';
import { isId } from '../store/ids.ts';
import { HSTS } from './policy.ts';

const STATUS: Record<string, number> = {
  'PNL-SIGN-IN': 401,
  'PNL-ROLE': 403,
  'PNL-ORIGIN': 403,
  'PNL-NOT-FOUND': 404,
  'PNL-EXISTS': 409,
  'PNL-UPLOAD-SIZE': 413,
  'PNL-UPLOAD-ENCODED': 415,
  'PNL-UPLOAD-ROOM': 507,
  'PNL-UPLOAD-QUOTA': 507,
  'PNL-UNEXPECTED': 500,
};

/** Of an error's code; whatever is expected and has none of its own is 422. */
export function statusOf(code: string): number {
  return STATUS[code] ?? 422;
}

type Handler<P> = (request: Request, access: Access, params: P) => Promise<Response>;

/** A route that only the roles of `permission` may use; refusals are audited. What changes something asks for a page of ours. */
export function route<P extends object = Record<string, never>>(
  permission: PermissionName,
  handler: Handler<P>,
) {
  return async (request: Request, context: { params: Promise<P> }): Promise<Response> => {
    let access: Access | null = null;
    try {
      if (request.method !== 'GET' && !isSameOrigin(request.headers)) throw failure('PNL-ORIGIN');
      access = await authorise(permission);
      const params = await context.params;
      if (!Object.values(params ?? {}).every(isId)) throw failure('PNL-NOT-FOUND');
      return secured(await handler(request, access, params));
    } catch (error) {
      const shown = shownError(error);
      if (shown.code === 'PNL-UNEXPECTED') log().error({ err: error, path: pathOf(request) }, 'route failed');
      if (isRefusal(shown.code)) await auditRefusal(request, permission, shown.code);
      return secured(
        Response.json({ ok: false, error: shown }, { status: statusOf(shown.code), headers: FRESH }),
      );
    }
  };
}

export const FRESH = { 'Cache-Control': 'no-store' };

/** A download leaves the panel: that is written down like a change. */
export async function auditDownload(
  request: Request,
  { db, user }: Access,
  what: Pick<AuditRecord, 'action' | 'subject' | 'detail'>,
): Promise<void> {
  const { address } = originOf(request.headers);
  await writeAudit(db, { ...what, userId: user.id, email: user.email, address, outcome: 'done' });
}

function secured(response: Response): Response {
  if (config().appUrl.startsWith('https:')) response.headers.set(...HSTS);
  return response;
}

async function auditRefusal(request: Request, action: PermissionName, code: string): Promise<void> {
  const { address } = originOf(request.headers);
  const record = { action, address, outcome: 'refused', code, detail: { path: pathOf(request) } } as const;
  await writeWith(record).catch((err) => log().error({ err }, 'audit not written'));
}

async function writeWith(record: AuditRecord & { outcome: 'refused' }): Promise<void> {
  const { prisma } = panel().database;
  const session = await currentSession();
  if (session) await writeAudit(prisma, { ...record, userId: session.user.id, email: session.user.email });
  else await writeRefusal(prisma, record);
}

function pathOf(request: Request): string {
  return new URL(request.url).pathname;
}
