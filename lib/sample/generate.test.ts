import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SampleError } from './error.ts';
import { generateSample } from './generate.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'howdah-sample-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string) => join(folder, name);
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('a clean sample', () => {
  it('is whole, keeps every rule of its schema and has the rows it says', async () => {
    const made = await generateSample(file('clean.db'), { rows: 5000, client: 'СПА «Лотос»' });
    const db = new Database(made.path, { readonly: true });
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('journal_mode', { simple: true })).toBe('delete');
    let rows = 0;
    for (const [table, count] of Object.entries(made.tables)) {
      const found = db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number };
      expect([table, found.n]).toEqual([table, count]);
      rows += found.n;
    }
    expect(rows).toBe(5000);
    // integrity_check also tries every CHECK and NOT NULL; views have to answer.
    expect(db.prepare('SELECT count(*) AS n FROM booking_details').get()).toEqual({
      n: made.tables.bookings,
    });
    expect(db.prepare('SELECT sum(payments) AS n FROM revenue_by_month').get()).toEqual({
      n: made.tables.payments,
    });
    db.close();
  });

  it('stamps changes: its trigger works', async () => {
    const { path } = await generateSample(file('trigger.db'), { rows: 100 });
    const db = new Database(path);
    db.exec("UPDATE bookings SET comment = 'x' WHERE id = 1");
    const { now } = db.prepare("SELECT updated_at > '2026' AS now FROM bookings WHERE id = 1").get() as {
      now: number;
    };
    expect(now).toBe(1);
    db.close();
  });

  it.each([false, true])(
    'is the same file for the same seed, another for another (dirty: %s)',
    async (dirty) => {
      const options = { rows: 1000, dirty, cell: 1000, force: true };
      const one = await generateSample(file('one.db'), { ...options, seed: 5 });
      const two = await generateSample(file('two.db'), { ...options, seed: 5 });
      const three = await generateSample(file('three.db'), { ...options, seed: 6 });
      expect(digest(two.path)).toBe(digest(one.path));
      expect(digest(three.path)).not.toBe(digest(one.path));
    },
  );

  it('comes out about as large as asked for', async () => {
    const { bytes } = await generateSample(file('sized.db'), { bytes: 5_000_000 });
    expect(Math.abs(bytes - 5_000_000)).toBeLessThan(500_000);
  });

  it('can be stored as UTF-16', async () => {
    const { path } = await generateSample(file('wide.db'), { rows: 100, encoding: 'UTF-16le' });
    const db = new Database(path, { readonly: true });
    expect(db.pragma('encoding', { simple: true })).toBe('UTF-16le');
    db.close();
  });
});

describe('what it does to the folder', () => {
  it('does not touch a file that exists, unless forced, and then leaves no old WAL to be applied', async () => {
    writeFileSync(file('taken.db'), 'mine');
    writeFileSync(file('taken.db-wal'), 'stale');
    await expect(generateSample(file('taken.db'))).rejects.toThrow(SampleError);
    expect(readFileSync(file('taken.db'), 'utf8')).toBe('mine');
    await generateSample(file('taken.db'), { rows: 100, force: true });
    expect(readdirSync(folder).filter((name) => name.startsWith('taken'))).toEqual(['taken.db']);
  });

  it('leaves nothing behind when stopped', async () => {
    const abort = new AbortController();
    const making = generateSample(file('stopped.db'), {
      rows: 500_000,
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('stopped')),
    });
    await expect(making).rejects.toThrow('stopped');
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });

  it('says when the folder is not there', async () => {
    await expect(generateSample(file('no/such/folder.db'))).rejects.toThrow(SampleError);
  });
});
