/** Writes the SQLite file of a shape. */
import { statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { SHAPES, type ShapeName } from './index.ts';
import type { ShapeTable } from './shape.ts';

export interface Source {
  path: string;
  bytes: number;
  /** Rows of all tables. */
  rows: number;
  /** Rows by table. */
  tables: Record<string, number>;
}

const ROWS_A_TURN = 50_000;

export async function generate(
  path: string,
  name: ShapeName,
  rows: number,
  signal: AbortSignal,
): Promise<Source> {
  const shape = SHAPES[name];
  const tables = shape.tables(rows);
  const db = new Database(path);
  try {
    // The file goes with the folder it lies in: nothing of it has to survive a crash.
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    db.exec('BEGIN');
    for (const table of tables) await fill(db, table, signal);
    for (const index of shape.indexes(rows)) db.exec(index);
    db.exec('COMMIT');
  } finally {
    db.close();
  }
  return {
    path,
    bytes: statSync(path).size,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    tables: Object.fromEntries(tables.map((table) => [table.name, table.rows])),
  };
}

async function fill(db: Database.Database, table: ShapeTable, signal: AbortSignal): Promise<void> {
  db.exec(table.sql);
  const marks = table.row(1).map(() => '?');
  const insert = db.prepare(`INSERT INTO ${table.name} VALUES (${marks.join(', ')})`);
  for (let index = 1; index <= table.rows; index++) {
    insert.run(table.row(index));
    if (index % ROWS_A_TURN !== 0) continue;
    await nextTurn();
    signal.throwIfAborted();
  }
}
