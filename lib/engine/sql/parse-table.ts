/** What a CREATE TABLE says that no PRAGMA tells: https://www.sqlite.org/lang_createtable.html */
import { Cursor } from './cursor.ts';
import { closingParenthesis, isWord, unquote } from './tokens.ts';

export interface ColumnClauses {
  name: string;
  /** Upper case; null for BINARY or none. */
  collation: string | null;
  /** The text between the parentheses. */
  generated: string | null;
}

export interface TableClauses {
  columns: ColumnClauses[];
  /** Text inside the parentheses of each CHECK, in order, with its CONSTRAINT name if it has one. */
  checks: { name: string | null; expression: string }[];
  /** One for each foreign key, in the order of declaration. */
  deferred: boolean[];
  /** As written, `ON CONFLICT IGNORE`; only NOT NULL, UNIQUE and keys can have them. */
  conflicts: string[];
}

const TABLE_CONSTRAINT = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'];

export function readTableClauses(sql: string): TableClauses {
  const cursor = new Cursor(sql);
  const clauses: TableClauses = { columns: [], checks: [], deferred: [], conflicts: [] };
  // What stands behind USING is the module's own language.
  if (cursor.word('CREATE', 'VIRTUAL')) return clauses;
  while (cursor.token && !cursor.isText('(')) cursor.next();
  if (!cursor.text('(')) return clauses;
  for (let constraints = false; cursor.token && !cursor.isText(')'); ) {
    constraints ||= cursor.isWord(...TABLE_CONSTRAINT) && clauses.columns.length > 0;
    const column = constraints ? null : { name: cursor.name(), collation: null, generated: null };
    if (column) clauses.columns.push(column);
    readDefinition(cursor, column, clauses);
    cursor.text(',');
  }
  return clauses;
}

/** Up to the comma or parenthesis that ends it; SQLite also takes table constraints without commas between them. */
function readDefinition(cursor: Cursor, column: ColumnClauses | null, clauses: TableClauses): void {
  let name: string | null = null;
  while (cursor.token && !cursor.isText(',') && !cursor.isText(')')) {
    if (cursor.word('CONSTRAINT')) {
      name = cursor.name();
    } else if (cursor.word('CHECK')) {
      clauses.checks.push({ name, expression: parenthesised(cursor) });
      name = null;
    } else if (cursor.isWord('AS') && cursor.peek(1)?.text === '(') {
      cursor.next();
      const expression = parenthesised(cursor);
      if (column) column.generated = expression;
    } else if (cursor.word('COLLATE')) {
      const collation = cursor.name().toUpperCase();
      if (column && collation !== 'BINARY') column.collation = collation;
    } else if (cursor.word('REFERENCES')) {
      clauses.deferred.push(false);
    } else if (cursor.isWord('DEFERRABLE')) {
      markDeferred(cursor, clauses);
    } else if (cursor.word('ON', 'CONFLICT')) {
      clauses.conflicts.push(`ON CONFLICT ${cursor.next().text.toUpperCase()}`);
    } else if (cursor.isText('(')) {
      parenthesised(cursor);
    } else cursor.next();
  }
}

function markDeferred(cursor: Cursor, clauses: TableClauses): void {
  const negated = isWord(cursor.peek(-1), 'NOT');
  cursor.next();
  if (cursor.word('INITIALLY', 'DEFERRED') && !negated && clauses.deferred.length > 0) {
    clauses.deferred[clauses.deferred.length - 1] = true;
  }
}

/** Takes a balanced pair of parentheses and returns the text between. */
function parenthesised(cursor: Cursor): string {
  if (!cursor.isText('(')) throw cursor.error('"(" was expected');
  const open = cursor.token;
  const close = closingParenthesis(cursor.tokens, cursor.at);
  const inner = cursor.sql.slice(open?.end, cursor.tokens[close]?.start).trim();
  cursor.at = close + 1;
  return inner;
}

/** The module of a CREATE VIRTUAL TABLE and its arguments, split at the commas outside parentheses. */
export function readVirtualTable(sql: string): { module: string; args: string[] } {
  const cursor = new Cursor(sql);
  while (cursor.token && !cursor.isWord('USING')) cursor.next();
  cursor.word('USING');
  const module = cursor.token ? unquote(cursor.next()).toLowerCase() : 'unknown';
  if (!cursor.isText('(')) return { module, args: [] };
  const inner = new Cursor(parenthesised(cursor));
  const args: string[] = [];
  let start = 0;
  while (inner.token) {
    if (inner.isText('(')) parenthesised(inner);
    else if (inner.isText(',')) {
      args.push(inner.sql.slice(start, inner.token.start).trim());
      start = inner.next().end;
    } else inner.next();
  }
  const last = inner.sql.slice(start).trim();
  return { module, args: last === '' ? args : [...args, last] };
}
