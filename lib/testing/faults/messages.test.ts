import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applicationName, MessageSplitter } from './messages.ts';

function typed(type: string, body: string): Buffer {
  const bytes = Buffer.from(body, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length + 4);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, bytes]);
}

const startup = typed('', '\0\x03\0\0user\0me\0application_name\0howdah run x\0\0');

test('messages are the same however the bytes arrive', () => {
  const whole = Buffer.concat([startup, typed('Q', 'COMMIT\0'), typed('c', ''), typed('d', 'x'.repeat(900))]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: whole.length })), (cuts) => {
      const splitter = new MessageSplitter('client');
      const ends = [...cuts, whole.length].sort((a, b) => a - b);
      const seen = ends.flatMap((end, at) => splitter.push(whole.subarray(ends[at - 1] ?? 0, end)));
      expect(seen.map(({ type }) => type)).toEqual(['startup', 'Q', 'c', 'd']);
      expect(seen[1]?.text).toBe('COMMIT\0');
      expect(seen[3]?.text).toHaveLength(400);
      expect(applicationName(seen[0]?.text ?? '')).toBe('howdah run x');
    }),
  );
});
