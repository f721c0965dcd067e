/**
 * Which rows choices keep out of their tables: a list in a file of its own beside the snapshot, so that every reader
 * of the snapshot leaves out exactly the same rows. A child of a row in quarantine is an orphan like any other.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { TablePlan } from '../types.ts';
import { countCollisions, keysThatMayCollide } from './collisions.ts';
import { checkCondition } from './condition.ts';
import { misfitCondition } from './fits.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { QUARANTINE, quarantineList, rowName, takenWhere } from './taken.ts';

/** A foreign key as the list needs it, by names of the source. */
export interface KeyToKeep {
  name: string;
  child: string;
  columns: string[];
  parent: string;
  references: string[];
  /** Orphans go into quarantine; otherwise they are only counted. */
  quarantine: boolean;
}

/** What came of the choices and types, by table; misfits by column, orphans by the foreign key's name. */
export interface Kept {
  leftOut: number;
  quarantined: number;
  misfits: Record<string, { count: number; sample: string | null }>;
  orphans: Record<string, number>;
  /** Values that collide, by the unique key's name; only keys where some do. */
  collisions: Record<string, number>;
}

export function quarantinePath(snapshotPath: string): string {
  return `${snapshotPath}.quarantine`;
}

export function removeQuarantineList(snapshotPath: string): void {
  const path = quarantinePath(snapshotPath);
  for (const file of [path, `${path}.part`]) rmSync(file, { force: true });
}

/** Lets the handle of a snapshot see the list. Does nothing where there is none, or where it sees it already. */
export function attachQuarantine(db: SqliteHandle, snapshotPath: string): void {
  const path = quarantinePath(snapshotPath);
  const attached = db.prepare('SELECT 1 FROM pragma_database_list WHERE name = ?').get(QUARANTINE);
  if (attached || !existsSync(path)) return;
  db.prepare(`ATTACH ? AS ${QUARANTINE}`).run(path);
}

/** Makes the list anew and counts. The same snapshot and plan give the same list each time. */
export function listQuarantine(
  db: SqliteHandle,
  snapshotPath: string,
  tables: TablePlan[],
  keys: KeyToKeep[],
): Record<string, Kept> {
  const path = quarantinePath(snapshotPath);
  const draft = `${path}.part`;
  removeQuarantineList(snapshotPath);
  const list = new Database(draft);
  try {
    list.pragma('journal_mode = OFF');
    list.pragma('synchronous = OFF');
    // SQLite attaches no database of another encoding.
    list.pragma(`encoding = '${String(db.pragma('encoding', { simple: true }))}'`);
    list.exec('BEGIN');
    for (const table of tables) {
      const names = rowName(table).map((_, at) => `k${at}`);
      const name = `q_${table.source}`;
      list.exec(
        `CREATE TABLE ${quoteSqlite(name)} (${names.join(', ')}, "column" TEXT, reason TEXT, "key" TEXT)`,
      );
      list.exec(`CREATE INDEX ${quoteSqlite(`i${name}`)} ON ${quoteSqlite(name)} (${names.join(', ')})`);
    }
    list.exec('COMMIT');
  } finally {
    list.close();
  }
  renameSync(draft, path);
  attachQuarantine(db, snapshotPath);
  return new Lister(db, path, tables, keys).run();
}

/** A value to be shown, in SQL: the beginning of a text, of a blob in hex. */
export function shortened(c: string): string {
  return `CASE typeof(${c}) WHEN 'blob' THEN 'x''' || hex(substr(${c}, 1, 16)) || ''''
    ELSE substr(CAST(${c} AS TEXT), 1, 80) END`;
}

/** Rows listed at once. */
const BATCH = 200_000;

class Lister {
  readonly #db: SqliteHandle;
  readonly #path: string;
  readonly #tables: TablePlan[];
  readonly #keys: KeyToKeep[];

  constructor(db: SqliteHandle, path: string, tables: TablePlan[], keys: KeyToKeep[]) {
    this.#db = db;
    this.#path = path;
    // From here on the conditions of all tables look at the list, empty as it is at first.
    this.#tables = tables.map((table) => ({ ...table, quarantined: 1 }));
    this.#keys = keys;
  }

  run(): Record<string, Kept> {
    for (const { source, where } of this.#tables) checkCondition(this.#db, source, where);
    for (const table of this.#tables) this.#listMisfits(table);
    // Each round can make orphans of other rows; rows are finite, so it ends.
    while (this.#keys.filter((key) => key.quarantine && this.#listOrphans(key) > 0).length > 0);
    return Object.fromEntries(this.#tables.map((table) => [table.source, this.#count(table)]));
  }

  #listMisfits(table: TablePlan): void {
    for (const column of table.columns) {
      if (column.misfits?.policy !== 'quarantine') continue;
      const misfit = misfitCondition(column, quoteSqlite(column.source));
      this.#add(table, misfit, column.source, `does not fit ${column.type}`);
    }
  }

  #listOrphans(key: KeyToKeep): number {
    const child = this.#table(key.child);
    const columns = key.columns.join(', ');
    return this.#add(child, this.#isOrphan(key), columns, `there is no such row of ${key.parent}`, key.name);
  }

  #isOrphan({ child, columns, parent, references }: KeyToKeep): string {
    const own = quoteSqlite(child);
    const given = columns.map((column) => `${own}.${quoteSqlite(column)} IS NOT NULL`);
    // The parent's column stands on the left: its affinity and collation decide, as in SQLite's own check.
    const same = columns.map(
      (column, at) => `p.${quoteSqlite(references[at] ?? '')} = ${own}.${quoteSqlite(column)}`,
    );
    const parents = `SELECT * FROM ${quoteSqlite(parent)} ${takenWhere(this.#table(parent))}`;
    return `(${given.join(' AND ')} AND NOT EXISTS (SELECT 1 FROM (${parents}) AS p WHERE ${same.join(' AND ')}))`;
  }

  /** Adds the rows that are still taken along and fulfil the condition; how many these were. */
  #add(table: TablePlan, condition: string, column: string, reason: string, key: string | null = null) {
    const names = rowName(table).map(quoteSqlite).join(', ');
    const from = `FROM ${quoteSqlite(table.source)} ${takenWhere(table, condition)}`;
    // What is listed is no longer found: reading ends before writing begins, and begins again where it ended.
    const read = this.#db.prepare(`SELECT ${names} ${from} LIMIT ${BATCH}`).raw();
    let added = 0;
    for (let rows = read.all(); rows.length > 0; rows = rows.length < BATCH ? [] : read.all()) {
      this.#write(
        table,
        (rows as unknown[][]).map((row) => [...row, column, reason, key]),
      );
      added += rows.length;
    }
    return added;
  }

  #write(table: TablePlan, rows: unknown[][]): void {
    const list = new Database(this.#path);
    try {
      list.pragma('journal_mode = OFF');
      const places = rows[0]?.map(() => '?').join(', ');
      const insert = list.prepare(`INSERT INTO ${quoteSqlite(`q_${table.source}`)} VALUES (${places})`);
      list.transaction(() => {
        for (const row of rows) insert.run(...row);
      })();
    } finally {
      list.close();
    }
  }

  #count(table: TablePlan): Kept {
    const from = quoteSqlite(table.source);
    const number = (sql: string, ...values: string[]) =>
      Number(
        this.#db
          .prepare(sql)
          .pluck()
          .get(...values),
      );
    const leftOut =
      table.where === null ? 0 : number(`SELECT count(*) FROM ${from} WHERE (${table.where}\n) IS NOT TRUE`);
    const misfits = table.columns.flatMap((column) => {
      if (!column.misfits) return [];
      const c = quoteSqlite(column.source);
      const chosen = table.where === null ? '' : `AND (${table.where}\n)`;
      const where = `WHERE ${misfitCondition(column, c)} ${chosen}`;
      const count = number(`SELECT count(*) FROM ${from} ${where}`);
      const sample = this.#db
        .prepare(`SELECT ${shortened(c)} FROM ${from} ${where} LIMIT 1`)
        .pluck()
        .get();
      return [[column.source, { count, sample: typeof sample === 'string' ? sample.toWellFormed() : null }]];
    });
    const orphans = this.#keys
      .filter((key) => key.child === table.source)
      .map((key) => [
        key.name,
        key.quarantine
          ? number(`SELECT count(*) FROM ${quarantineList(table.source)} WHERE "key" = ?`, key.name)
          : number(`SELECT count(*) FROM ${from} ${takenWhere(table, this.#isOrphan(key))}`),
      ]);
    return {
      leftOut,
      quarantined: number(`SELECT count(*) FROM ${quarantineList(table.source)}`),
      misfits: Object.fromEntries(misfits),
      orphans: Object.fromEntries(orphans),
      collisions: Object.fromEntries(
        keysThatMayCollide(table)
          .map((key) => [key.name, countCollisions(this.#db, table, key)] as const)
          .filter(([, count]) => count > 0),
      ),
    };
  }

  #table(source: string): TablePlan {
    const table = this.#tables.find((candidate) => candidate.source === source);
    if (!table) throw new Error(`table ${source} is not part of the plan`);
    return table;
  }
}
