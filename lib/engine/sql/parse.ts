/** The way in to the parser. All throw SqlSyntaxError where the text is not what it should be. */
import type { Expr, Select, Trigger } from './ast.ts';
import { Cursor, type Grammar } from './cursor.ts';
import { parseExpr } from './parse-expression.ts';
import { parseSelect } from './parse-select.ts';
import { parseTriggerText } from './parse-statement.ts';

const GRAMMAR: Grammar = { expr: parseExpr, select: parseSelect };

export function parseExpression(sql: string): Expr {
  return whole(sql, (cursor) => cursor.expr());
}

export function parseQuery(sql: string): Select {
  return whole(sql, (cursor) => {
    const select = cursor.select();
    cursor.text(';');
    return select;
  });
}

/** The query of a CREATE VIEW and the column names before it, if any. */
export function parseView(sql: string): { columns: string[]; select: Select } {
  return whole(sql, (cursor) => {
    cursor.expectWord('CREATE');
    if (!cursor.word('TEMP')) cursor.word('TEMPORARY');
    cursor.expectWord('VIEW');
    cursor.word('IF', 'NOT', 'EXISTS');
    cursor.name();
    if (cursor.text('.')) cursor.name();
    const columns = cursor.isText('(') ? cursor.names() : [];
    cursor.expectWord('AS');
    const select = cursor.select();
    cursor.text(';');
    return { columns, select };
  });
}

export function parseTrigger(sql: string): Trigger {
  return whole(sql, parseTriggerText);
}

/** The terms of a CREATE INDEX, and the condition of a partial one. */
export function parseIndex(sql: string): { terms: { expr: Expr; desc: boolean }[]; where: Expr | null } {
  return whole(sql, (cursor) => {
    cursor.expectWord('CREATE');
    cursor.word('UNIQUE');
    cursor.expectWord('INDEX');
    cursor.word('IF', 'NOT', 'EXISTS');
    cursor.name();
    if (cursor.text('.')) cursor.name();
    cursor.expectWord('ON');
    cursor.name();
    cursor.expectText('(');
    const terms = cursor.list(() => {
      const expr = cursor.expr();
      const desc = cursor.word('DESC');
      if (!desc) cursor.word('ASC');
      return { expr, desc };
    });
    cursor.expectText(')');
    const where = cursor.word('WHERE') ? cursor.expr() : null;
    cursor.text(';');
    return { terms, where };
  });
}

function whole<T>(sql: string, parse: (cursor: Cursor) => T): T {
  const cursor = new Cursor(sql, GRAMMAR);
  const result = parse(cursor);
  if (cursor.token) throw cursor.error('the end was expected');
  return result;
}
