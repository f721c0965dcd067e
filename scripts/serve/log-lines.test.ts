import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { forwardLines, readable } from './log-lines.ts';

const record = {
  level: 40,
  time: Date.UTC(2026, 0, 2, 3, 4, 5),
  pid: 1,
  hostname: 'h',
  msg: 'slow',
  run: 'abc',
  ms: 12,
};

test('a record of the log library becomes a line for people', () => {
  expect(readable(JSON.stringify(record), { colour: false })).toBe('03:04:05 warn  slow run=abc ms=12');
  expect(readable(JSON.stringify(record), { colour: true })).toBe(
    '\x1b[33m03:04:05 warn  slow run=abc ms=12\x1b[0m',
  );
});

test('an error brings its stack along', () => {
  const line = JSON.stringify({
    ...record,
    level: 50,
    err: { type: 'Error', message: 'no', stack: 'Error: no\n    at x' },
  });
  expect(readable(line, { colour: false })).toBe('03:04:05 error slow run=abc ms=12\nError: no\n    at x');
});

test('a warning says what it was about, without the stack', () => {
  const line = JSON.stringify({
    ...record,
    err: { message: 'connection lost', stack: 'Error: no\n    at x' },
  });
  expect(readable(line, { colour: false })).toBe('03:04:05 warn  slow run=abc ms=12: connection lost');
});

test.each(['plain text', '{ not json', '{"json":"of another kind"}', ''])('%s stays as it is', (line) => {
  expect(readable(line, { colour: false })).toBe(line);
});

test('every line carries the name, however the chunks fall', async () => {
  const stream = new PassThrough();
  const lines: string[] = [];
  forwardLines('web', stream, (line) => lines.push(line), { colour: false });
  stream.write('one\ntw');
  stream.end('o');
  await once(stream, 'close');
  await expect.poll(() => lines).toEqual(['web    │ one', 'web    │ two']);
});
