/** The statements of a trigger's body, and the trigger around them: https://www.sqlite.org/lang_createtrigger.html */
import type { Assignment, Expr, Statement, Trigger, Upsert } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseFrom } from './parse-select.ts';

export function parseTriggerText(cursor: Cursor): Trigger {
  cursor.expectWord('CREATE');
  if (!cursor.word('TEMP')) cursor.word('TEMPORARY');
  cursor.expectWord('TRIGGER');
  cursor.word('IF', 'NOT', 'EXISTS');
  const name = qualified(cursor);
  const timing = cursor.word('BEFORE') ? 'before' : cursor.word('INSTEAD', 'OF') ? 'instead of' : 'after';
  if (timing === 'after') cursor.word('AFTER');
  const event = cursor.word('INSERT') ? 'insert' : cursor.word('DELETE') ? 'delete' : 'update';
  if (event === 'update') cursor.expectWord('UPDATE');
  const updateOf = cursor.word('OF') ? cursor.list(() => cursor.name()) : [];
  cursor.expectWord('ON');
  const table = qualified(cursor);
  cursor.word('FOR', 'EACH', 'ROW');
  const when = cursor.word('WHEN') ? cursor.expr() : null;
  cursor.expectWord('BEGIN');
  const body: Statement[] = [];
  while (!cursor.word('END')) {
    body.push(parseStatement(cursor));
    cursor.expectText(';');
  }
  cursor.text(';');
  return { name, timing, event, updateOf, table, when, body };
}

function qualified(cursor: Cursor): string {
  const name = cursor.name();
  return cursor.text('.') ? cursor.name() : name;
}

function parseStatement(cursor: Cursor): Statement {
  if (cursor.startsSelect()) return { node: 'select', select: cursor.select() };
  if (cursor.word('UPDATE')) return parseUpdate(cursor);
  if (cursor.word('DELETE', 'FROM')) {
    const table = qualified(cursor);
    return { node: 'delete', table, where: cursor.word('WHERE') ? cursor.expr() : null };
  }
  if (cursor.word('REPLACE')) return parseInsert(cursor, 'replace');
  if (cursor.word('INSERT')) return parseInsert(cursor, conflict(cursor));
  throw cursor.error('a statement was expected');
}

function conflict(cursor: Cursor): string | null {
  return cursor.word('OR') ? cursor.next().text.toLowerCase() : null;
}

function parseUpdate(cursor: Cursor): Statement {
  const onConflict = conflict(cursor);
  const table = qualified(cursor);
  cursor.expectWord('SET');
  const set = assignments(cursor);
  const from = cursor.word('FROM') ? parseFrom(cursor) : null;
  return { node: 'update', table, set, from, where: where(cursor), conflict: onConflict };
}

function parseInsert(cursor: Cursor, onConflict: string | null): Statement {
  cursor.expectWord('INTO');
  const table = qualified(cursor);
  const columns = cursor.isText('(') ? cursor.names() : [];
  const source = cursor.word('DEFAULT', 'VALUES') ? null : cursor.select();
  const upsert = cursor.word('ON', 'CONFLICT') ? parseUpsert(cursor) : null;
  return { node: 'insert', table, columns, source, conflict: onConflict, upsert };
}

function parseUpsert(cursor: Cursor): Upsert {
  const target = cursor.isText('(') ? cursor.names() : [];
  cursor.expectWord('DO');
  if (cursor.word('NOTHING')) return { target, set: null, where: null };
  cursor.expectWord('UPDATE', 'SET');
  return { target, set: assignments(cursor), where: where(cursor) };
}

function assignments(cursor: Cursor): Assignment[] {
  return cursor.list(() => {
    const columns = cursor.isText('(') ? cursor.names() : [cursor.name()];
    cursor.expectText('=');
    return { columns, value: cursor.expr() };
  });
}

function where(cursor: Cursor): Expr | null {
  return cursor.word('WHERE') ? cursor.expr() : null;
}
