import { expect, test } from 'vitest';
import { AUDIT_FILE } from './audit-file.ts';
import { csvLine } from './csv.ts';
import type { AuditRow } from './dto/audit.ts';
import { tableFile } from './table-file.ts';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])(
  '%j is text for a spreadsheet',
  (cell) => {
    expect(csvLine([cell]).replaceAll('"', '')).toBe(`'${cell}\r\n`);
  },
);

test('numbers stay numbers, quotes and lines are kept', () => {
  expect(csvLine([-1, 'a"b', 'c,d', 'e\nf', ''])).toBe('-1,"a""b","c,d","e\nf",\r\n');
});

test('the audit as files: what somebody sent is no formula, and JSON has all that the hashes cover', async () => {
  const row: AuditRow = {
    seq: 7,
    at: 0,
    userId: null,
    email: '=cmd()@example.org',
    action: 'session.sign-in',
    subject: null,
    outcome: 'refused',
    code: 'PNL-CREDENTIALS',
    address: '@evil',
    detail: { page: true },
    hash: 'ab',
  };
  const whole = async (format: 'csv' | 'json', ...parts: AuditRow[][]) => {
    let text = '';
    const pieces = (async function* () {
      yield* parts;
    })();
    for await (const piece of tableFile(AUDIT_FILE, pieces, format)) text += piece;
    return text;
  };
  expect((await whole('csv', [row])).split('\r\n')[1]).toBe(
    `7,1970-01-01T00:00:00.000Z,'=cmd()@example.org,,session.sign-in,,refused,PNL-CREDENTIALS,'@evil,"{""page"":true}",ab`,
  );
  const at = '1970-01-01T00:00:00.000Z';
  expect(JSON.parse(await whole('json', [row], [row]))).toEqual([
    { ...row, at },
    { ...row, at },
  ]);
  expect(JSON.parse(await whole('json'))).toEqual([]);
});
