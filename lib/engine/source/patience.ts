/**
 * Expressions of the file itself, with an end to our patience: one that makes a gigabyte of text for every row never
 * fails, but never ends either.
 */
import { ask, type Question } from './ask.ts';
import type { CatalogTable } from './catalog.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { fromPiece, type Piece } from './pieces.ts';

const PATIENCE_MS = 3000;
const QUICK_MS = 20;
const MOST_ROWS = 5000;

/** What can make much out of little. All else takes time in proportion to the values. */
const MAKES_MUCH = /\b(zeroblob|randomblob|printf|format|replace|hex|unhex|quote)\b/i;

/** Tables of a snapshot whose expressions took too long once: the next piece need not find out again. */
const givenUp = new WeakMap<SqliteHandle, Set<string>>();

/** Asks for counts over a piece. False when it took too long: then nothing was answered. */
export function askPatiently(
  db: SqliteHandle,
  table: CatalogTable,
  piece: Piece,
  expressions: string[],
  questions: Question[],
): boolean {
  if (!expressions.some((expression) => MAKES_MUCH.test(expression))) {
    ask(db, fromPiece(table, piece), questions);
    return true;
  }
  const known = givenUp.get(db) ?? new Set<string>();
  givenUp.set(db, known);
  const name = JSON.stringify([table.name, ...expressions]);
  if (known.has(name)) return false;
  const counts = countInSteps(db, table, piece, questions);
  if (!counts) known.add(name);
  else for (const [at, { answer }] of questions.entries()) answer(counts[at] ?? 0);
  return counts !== null;
}

/** In steps that grow while they are quick, so that one step cannot take long unless a single row does. */
function countInSteps(
  db: SqliteHandle,
  table: CatalogTable,
  piece: Piece,
  questions: Question[],
): number[] | null {
  // Without rowids there are no steps to take; only the first rows tell.
  const whole = table.rowid === null || table.kind !== 'table';
  const key = quoteSqlite(table.rowid ?? 'rowid');
  const began = performance.now();
  const counts = questions.map(() => 0);
  const add = questions.map(({ sql }, at) => ({
    sql,
    answer: (value: unknown) => (counts[at] = (counts[at] ?? 0) + Number(value)),
  }));
  if (whole) {
    ask(
      db,
      `FROM (SELECT * ${fromPiece(table, piece)} LIMIT 3)`,
      questions.map(({ sql }) => ({ sql, answer: () => {} })),
    );
    if (performance.now() - began > QUICK_MS) return null;
    ask(db, fromPiece(table, piece), add);
    return counts;
  }
  let rows = 1;
  for (let left: Piece = piece; ; ) {
    const started = performance.now();
    if (started - began > PATIENCE_MS) return null;
    const last = db
      .prepare(`SELECT ${key} ${fromPiece(table, left)} ORDER BY ${key} LIMIT 1 OFFSET ?`)
      .pluck()
      .get(rows - 1) as bigint | undefined;
    ask(db, fromPiece(table, last === undefined ? left : { ...left, last }), add);
    if (last === undefined) return counts;
    left = { ...left, after: last };
    if (performance.now() - started < QUICK_MS) rows = Math.min(rows * 2, MOST_ROWS);
  }
}
