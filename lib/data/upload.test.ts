import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { plainName, receive } from './upload.ts';

vi.mock('../auth/current.ts', () => ({ currentSession: async () => null }));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'howdah-upload-'));
});
afterEach(() => rm(folder, { recursive: true }));

const CONTENT = Buffer.from('0123456789'.repeat(1000));

function bodyOf(...chunks: (Buffer | Error)[]): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const next = left.shift();
      if (next === undefined) controller.close();
      else if (next instanceof Error) controller.error(next);
      else controller.enqueue(next);
    },
  });
}
const send = (
  body: ReadableStream<Uint8Array>,
  length: number | null,
  maxBytes = 1_000_000,
  totalBytes = Number.MAX_SAFE_INTEGER,
) => receive({ name: 'a.db', length, body }, { folder, maxBytes, totalBytes });

test('a whole body becomes a file with its hash', async () => {
  const file = await send(bodyOf(CONTENT.subarray(0, 4000), CONTENT.subarray(4000)), CONTENT.length);
  expect(file.bytes).toBe(CONTENT.length);
  expect(file.sha256).toBe(createHash('sha256').update(CONTENT).digest('hex'));
  expect(await readFile(file.path)).toEqual(CONTENT);
});

test.each([
  ['that breaks off', () => send(bodyOf(CONTENT, new Error('reset')), null), 'PNL-UPLOAD-BROKEN'],
  ['shorter than announced', () => send(bodyOf(CONTENT), CONTENT.length + 1), 'PNL-UPLOAD-BROKEN'],
  ['announced too large', () => send(bodyOf(CONTENT), CONTENT.length, 100), 'PNL-UPLOAD-SIZE'],
  ['too large without saying so', () => send(bodyOf(CONTENT, CONTENT), null, 15_000), 'PNL-UPLOAD-SIZE'],
  ['over the quota, announced', () => send(bodyOf(CONTENT), CONTENT.length, 1e6, 9_999), 'PNL-UPLOAD-QUOTA'],
  ['over the quota without saying so', () => send(bodyOf(CONTENT), null, 1e6, 9_999), 'PNL-UPLOAD-QUOTA'],
  ['larger than the disk', () => send(bodyOf(CONTENT), 2 ** 52, 2 ** 53 - 1), 'PNL-UPLOAD-ROOM'],
])('a body %s leaves nothing behind', async (_name, act, code) => {
  await expect(act()).rejects.toMatchObject({ code });
  expect(await readdir(folder)).toEqual([]);
});

test('the quota counts what lies there and what is on its way', async () => {
  await send(bodyOf(CONTENT), null);
  await writeFile(path.join(folder, 'other.db.part'), CONTENT);
  const limit = 3 * CONTENT.length;
  await expect(send(bodyOf(CONTENT, CONTENT), null, 1e6, limit)).rejects.toMatchObject({
    code: 'PNL-UPLOAD-QUOTA',
  });
  expect((await send(bodyOf(CONTENT), CONTENT.length, 1e6, limit)).bytes).toBe(CONTENT.length);
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\data\\shop.db', 'shop.db'],
  ['a\0b\r\nSet-Cookie: x.db', 'abSet-Cookie: x.db'],
  ['shop\u202ebd.exe', 'shopbd.exe'],
  ['\ud800.db', '\ufffd.db'],
  ['..', 'upload.db'],
  ['  ', 'upload.db'],
  ['/', 'upload.db'],
  ['🐘'.repeat(200), '🐘'.repeat(120)],
])('the name %j is shown as %j', (sent, shown) => {
  expect(plainName(sent)).toBe(shown);
});
