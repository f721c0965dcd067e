/** Makes a sample database: streaming, so that memory does not grow with the file. */
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { rowsByTable, rowsForBytes } from './amounts.ts';
import { type Service, writeCatalogue } from './catalogue.ts';
import type { Context, SqlValue, Writer } from './context.ts';
import { plantDefects } from './dirty/plant.ts';
import { SampleError } from './error.ts';
import { writeOrders } from './orders.ts';
import { writePeople } from './people.ts';
import { Random } from './random.ts';
import { plantRoughTable } from './rough.ts';
import {
  CREATE_INDEXES,
  CREATE_TABLES,
  CREATE_VIEWS_AND_TRIGGERS,
  type SampleTable,
  TABLES,
} from './schema.ts';

export interface SampleOptions {
  /** Rows in all the ordinary tables together, at least 10. Give this or `bytes`; 2000 rows otherwise. */
  rows?: number;
  /** About how large the file becomes. */
  bytes?: number;
  /** The same seed, client and amount give the same file. */
  seed?: number;
  /** The business whose database it is; a Cyrillic name makes most people in it write Russian. */
  client?: string;
  /** Plant the defects of dirty/. */
  dirty?: boolean;
  /** One table with the commonest defects: what the tour leads through. */
  rough?: boolean;
  /** Bytes of the one large cell that `dirty` plants. */
  cell?: number;
  encoding?: 'UTF-8' | 'UTF-16le' | 'UTF-16be';
  /** Replace a file that exists. */
  force?: boolean;
  signal?: AbortSignal;
  onProgress?: (step: { rows: number; total: number; doing: 'rows' | 'indexes' }) => void;
}

export interface Sample {
  /** Absolute. */
  path: string;
  bytes: number;
  rows: number;
  tables: Record<SampleTable, number>;
}

const ROWS_A_TRANSACTION = 100_000;

/**
 * Writes to a temporary file beside `path` and renames it: a file of that name is always whole.
 *
 * @throws SampleError for what cannot be done as asked; whatever the abort signal carries when it is aborted.
 */
export async function generateSample(path: string, options: SampleOptions = {}): Promise<Sample> {
  const target = resolve(path);
  if (existsSync(target)) {
    if (!options.force) throw new SampleError(`${target} exists already. Add --force to replace it.`);
    if (!statSync(target).isFile()) throw new SampleError(`${target} is not a file.`);
  }
  if (!existsSync(dirname(target))) throw new SampleError(`The folder ${dirname(target)} does not exist.`);
  const { rows, bytes, seed = 1, client = 'Sample' } = options;
  const tables = rowsByTable(rows ?? (bytes === undefined ? 2000 : rowsForBytes(bytes)));

  const temporary = `${target}.${process.pid}.partial`;
  rmSync(temporary, { force: true });
  try {
    const db = new Database(temporary);
    try {
      await fill(db, contextOf(`${client}:${seed}`, client, tables, db, options), options);
    } finally {
      db.close();
    }
    await putInPlace(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  const total = Object.values(tables).reduce((sum, count) => sum + count, 0);
  return { path: target, bytes: statSync(target).size, rows: total, tables };
}

function contextOf(
  seed: string,
  client: string,
  rows: Record<SampleTable, number>,
  db: Database.Database,
  { encoding = 'UTF-8' }: SampleOptions,
): Context {
  db.pragma(`encoding = '${encoding}'`);
  // The file is thrown away unless it comes out whole, so nothing here needs to survive a crash.
  // None of these settings is kept in the file: whoever opens it finds SQLite's defaults.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('cache_size = -65536');
  db.pragma('threads = 2');
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  const inserts = {} as Record<SampleTable, Database.Statement>;
  for (const table of TABLES) {
    db.exec(CREATE_TABLES[table]);
    const columns = db.pragma(`table_info(${table})`) as unknown[];
    inserts[table] = db.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`);
  }
  const cyrillic = /\p{Script=Cyrillic}/u.test(client);
  return {
    random: new Random(seed),
    client,
    russian: cyrillic ? 0.9 : 0.3,
    currency: cyrillic ? 'RUB' : 'EUR',
    rows,
    insert: (table: SampleTable, values: SqlValue[]) => inserts[table].run(values),
  };
}

async function fill(db: Database.Database, context: Context, options: SampleOptions): Promise<void> {
  const { onProgress = () => {}, signal } = options;
  const total = Object.values(context.rows).reduce((sum, count) => sum + count, 0);
  let rows = 0;
  let uncommitted = 0;
  db.exec('BEGIN');
  for (const written of writeAll(context)) {
    rows += written;
    uncommitted += written;
    if (uncommitted < ROWS_A_TRANSACTION) continue;
    uncommitted = 0;
    db.exec('COMMIT; BEGIN');
    onProgress({ rows, total, doing: 'rows' });
    await nextTurn();
    signal?.throwIfAborted();
  }
  db.exec('COMMIT');
  for (const index of CREATE_INDEXES) {
    onProgress({ rows: total, total, doing: 'indexes' });
    await nextTurn();
    signal?.throwIfAborted();
    db.exec(index);
  }
  // Before the triggers: one that stamps the time would make every file another.
  if (options.dirty) plantDefects(db, options.cell ?? 1_000_000);
  if (options.rough) plantRoughTable(db);
  for (const statement of CREATE_VIEWS_AND_TRIGGERS) db.exec(statement);
}

function* writeAll(context: Context): Writer {
  const services: Service[] = [];
  yield* writeCatalogue(context, services);
  yield* writePeople(context);
  yield* writeOrders(context, services);
}

async function putInPlace(temporary: string, target: string): Promise<void> {
  const file = await open(temporary, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  // SQLite would apply what an earlier database of this name left behind to the new one.
  for (const leftover of ['-wal', '-shm', '-journal']) rmSync(target + leftover, { force: true });
  renameSync(temporary, target);
}
