import { expect, it } from 'vitest';
import type { QuarantineRow } from './dto/quarantine.ts';
import { hideQuarantined } from './hide-values.ts';
import { QUARANTINE_FILE } from './quarantine-file.ts';
import { tableFile } from './table-file.ts';

const row = (more: Partial<QuarantineRow> = {}): QuarantineRow => ({
  table: 'visits',
  number: 0,
  key: 'id=7',
  column: 'day',
  reason: 'does not fit date',
  row: { id: { type: 'integer', value: '7' }, day: { type: 'text', value: 'a, "b"\nc' }, note: null },
  putInAt: null,
  ...more,
});

async function* pieces(...parts: QuarantineRow[][]) {
  yield* parts;
}

async function whole(format: 'csv' | 'json', ...parts: QuarantineRow[][]): Promise<string> {
  let text = '';
  for await (const piece of tableFile(QUARANTINE_FILE, pieces(...parts), format)) text += piece;
  return text;
}

it('JSON holds every value with its type, over several pieces', async () => {
  const second = row({ number: 1, putInAt: 0 });
  expect(JSON.parse(await whole('json', [row()], [second]))).toEqual([
    { ...row() },
    { ...second, putInAt: '1970-01-01T00:00:00.000Z' },
  ]);
  expect(JSON.parse(await whole('json'))).toEqual([]);
});

it('CSV has a line a row, quoted, with bytes in hex and no formulas', async () => {
  const bytes = row({ key: '=1+1', row: { day: { type: 'blob', hex: '00ff' } } });
  const lines = (await whole('csv', [row()], [bytes])).split('\r\n');
  expect(lines[0]).toBe('\uFEFFtable,number,key,column,reason,value,put in at,row');
  expect(lines[1]).toContain('visits,0,id=7,day,does not fit date,"a, ""b""\nc",,');
  expect(lines[2]).toContain(`'=1+1,day,does not fit date,x'00ff',`);
  expect(lines).toHaveLength(4);
});

it('who may not see values gets none in the file', async () => {
  const text = await whole('json', [hideQuarantined(row())]);
  expect(text).not.toMatch(/id=7|a, |"7"/);
  expect(JSON.parse(text)[0]).toMatchObject({ table: 'visits', column: 'day', key: '•••' });
});
