import { audited } from '../../../../lib/actions.ts';
import { originOf } from '../../../../lib/auth/origin.ts';
import { config } from '../../../../lib/config.ts';
import { failure } from '../../../../lib/data/failures.ts';
import { uploadSource } from '../../../../lib/data/upload.ts';
import { FRESH, route, statusOf } from '../../../../lib/web/routes.ts';

export const dynamic = 'force-dynamic';

/** Takes the raw body of a SQLite file; answers like a server action. `?name=` is the file's name. */
export const POST = route('source.add', async (request, { user }) => {
  const name = new URL(request.url).searchParams.get('name') ?? '';
  const announced = Number(request.headers.get('content-length') ?? Number.NaN);
  const { data, uploadMaxBytes, uploadTotalBytes, uploadMaxCount } = config();
  const { address } = originOf(request.headers);
  const audit = {
    action: 'source.add',
    userId: user.id,
    email: user.email,
    address,
    outcome: 'done',
    detail: { upload: name.slice(0, 200) },
  } as const;
  const result = await audited({ ...audit }, async () => {
    // What unpacks to a thousand times its size would pass every limit on the way in.
    const encoding = request.headers.get('content-encoding') ?? 'identity';
    if (encoding.toLowerCase() !== 'identity') throw failure('PNL-UPLOAD-ENCODED');
    return uploadSource(
      { name, length: Number.isSafeInteger(announced) ? announced : null, body: request.body },
      {
        folder: data.uploads,
        maxBytes: uploadMaxBytes,
        totalBytes: uploadTotalBytes,
        maxCount: uploadMaxCount,
      },
    );
  });
  return Response.json(result, { status: result.ok ? 201 : statusOf(result.error.code), headers: FRESH });
});
