import { Writable } from 'node:stream';
import pino from 'pino';
import { expect, test } from 'vitest';
import { LOG_OPTIONS, withoutPasswords } from './log.ts';

function logged(...entry: [object, string]): string {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  pino(LOG_OPTIONS, stream).error(...entry);
  return text;
}

test('secrets do not reach the log, by name or inside an error', () => {
  const cause = new Error('connect postgresql://shop:hunter22@db/shop failed');
  const err = new Error('no', { cause });
  const text = logged({ err, target: { password: 'hunter22', host: 'db' }, token: 'hunter22' }, 'failed');
  expect(text).not.toContain('hunter22');
  expect(text).toContain('postgresql://shop:•••@db/shop');
  expect(text).toContain('"host":"db"');
});

test('a URL without a password stays as it is', () => {
  expect(withoutPasswords('http://localhost:3000/a@b')).toBe('http://localhost:3000/a@b');
});
