import { audited } from '../../../../lib/actions.ts';
import { originOf } from '../../../../lib/auth/origin.ts';
import { config } from '../../../../lib/config.ts';
import { failure } from '../../../../lib/data/failures.ts';
import { uploadSource } from '../../../../lib/data/upload.ts';
import { FRESH, route } from '../../../../lib/web/routes.ts';

export const dynamic = 'force-dynamic';

/** Takes the raw body of a SQLite file; answers like a server action. `?name=` is the file's name. */
export const POST = route('source.add', async (request, { user }) => {
  if (!isSameOrigin(request)) throw failure('PNL-ORIGIN');
  const name = new URL(request.url).searchParams.get('name') ?? '';
  const announced = Number(request.headers.get('content-length') ?? Number.NaN);
  const { data, uploadMaxBytes } = config();
  const { address } = originOf(request.headers);
  const audit = {
    action: 'source.add',
    userId: user.id,
    email: user.email,
    address,
    outcome: 'done',
    detail: { upload: name.slice(0, 200) },
  } as const;
  const result = await audited({ ...audit }, () =>
    uploadSource(
      { name, length: Number.isSafeInteger(announced) ? announced : null, body: request.body },
      { folder: data.uploads, maxBytes: uploadMaxBytes },
    ),
  );
  return Response.json(result, { status: result.ok ? 201 : 422, headers: FRESH });
});

/** Another site's page cannot read the cookie, but it could make the browser send it. */
function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get('origin');
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host;
}
