/** Windows and the terms of ORDER BY: https://www.sqlite.org/windowfunctions.html */
import type { OrderTerm, Window } from './ast.ts';
import type { Cursor } from './cursor.ts';

export function parseWindow(cursor: Cursor): Window {
  cursor.expectText('(');
  const plain = cursor.isText(')') || cursor.isWord('PARTITION', 'ORDER', 'ROWS', 'RANGE', 'GROUPS');
  const base = plain ? null : cursor.name();
  const partitionBy = cursor.word('PARTITION', 'BY') ? cursor.list(() => cursor.expr()) : [];
  const orderBy = cursor.word('ORDER', 'BY') ? parseOrderTerms(cursor) : [];
  const start = cursor.token?.start ?? 0;
  let frame: string | null = null;
  if (cursor.isWord('ROWS', 'RANGE', 'GROUPS')) {
    while (cursor.token && !cursor.isText(')')) cursor.next();
    frame = cursor.sql.slice(start, cursor.token?.start).trim();
    if (!/^[\w\s.]+$/.test(frame)) throw cursor.error('this window frame is not taken');
  }
  cursor.expectText(')');
  return { base, partitionBy, orderBy, frame };
}

export function parseOrderTerms(cursor: Cursor): OrderTerm[] {
  return cursor.list(() => {
    const expr = cursor.expr();
    const desc = cursor.word('DESC');
    if (!desc) cursor.word('ASC');
    const nulls = cursor.word('NULLS', 'FIRST') ? 'first' : cursor.word('NULLS', 'LAST') ? 'last' : null;
    return { expr, desc, nulls };
  });
}
