/** The one wrapper of route handlers: role → handler; failures become JSON with a fitting status. */
import { shownError } from '../actions.ts';
import { originOf } from '../auth/origin.ts';
import type { PermissionName } from '../auth/permissions.ts';
import { type Access, authorise } from '../data/access.ts';
import { log } from '../log.ts';
import { panel } from '../panel.ts';
import { writeAudit } from '../store/audit.ts';

const STATUS: Record<string, number> = {
  'PNL-SIGN-IN': 401,
  'PNL-ROLE': 403,
  'PNL-ORIGIN': 403,
  'PNL-NOT-FOUND': 404,
  'PNL-EXISTS': 409,
  'PNL-UPLOAD-SIZE': 413,
  'PNL-UPLOAD-ROOM': 507,
  'PNL-UNEXPECTED': 500,
};

type Handler<P> = (request: Request, access: Access, params: P) => Promise<Response>;

/** A route that only the roles of `permission` may use; refusals are audited. */
export function route<P = Record<string, never>>(permission: PermissionName, handler: Handler<P>) {
  return async (request: Request, context: { params: Promise<P> }): Promise<Response> => {
    let access: Access | null = null;
    try {
      access = await authorise(permission);
      return await handler(request, access, await context.params);
    } catch (error) {
      const shown = shownError(error);
      if (shown.code === 'PNL-UNEXPECTED') log().error({ err: error, path: pathOf(request) }, 'route failed');
      if (!access) await auditRefusal(request, permission, shown.code);
      return Response.json(
        { ok: false, error: shown },
        { status: STATUS[shown.code] ?? 422, headers: FRESH },
      );
    }
  };
}

export const FRESH = { 'Cache-Control': 'no-store' };

async function auditRefusal(request: Request, action: PermissionName, code: string): Promise<void> {
  const { address } = originOf(request.headers);
  const record = { action, address, outcome: 'refused', code, detail: { path: pathOf(request) } } as const;
  await writeAudit(panel().database.prisma, record).catch((err) => log().error({ err }, 'audit not written'));
}

function pathOf(request: Request): string {
  return new URL(request.url).pathname;
}
