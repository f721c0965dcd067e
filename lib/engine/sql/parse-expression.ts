/** SQLite's expressions by precedence climbing: https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes */
import type { BinaryOp, Expr, FunctionCall } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseOrderTerms, parseWindow } from './parse-window.ts';
import { isWord, unquote } from './tokens.ts';

export function parseExpr(cursor: Cursor): Expr {
  let left = andExpr(cursor);
  while (cursor.word('OR')) left = { node: 'binary', op: 'or', left, right: andExpr(cursor) };
  return left;
}

function andExpr(cursor: Cursor): Expr {
  let left = notExpr(cursor);
  while (cursor.word('AND')) left = { node: 'binary', op: 'and', left, right: notExpr(cursor) };
  return left;
}

function notExpr(cursor: Cursor): Expr {
  if (cursor.isWord('NOT') && !isWord(cursor.peek(1), 'EXISTS')) {
    cursor.next();
    return { node: 'unary', op: 'not', arg: cursor.nested(() => notExpr(cursor)) };
  }
  return equality(cursor);
}

/** = <> IS IN LIKE BETWEEN and their like all bind equally and to the left. */
function equality(cursor: Cursor): Expr {
  let left = comparison(cursor);
  for (;;) {
    const next = equalityTail(cursor, left);
    if (!next) return left;
    left = next;
  }
}

function equalityTail(cursor: Cursor, left: Expr): Expr | null {
  if (cursor.text('=') || cursor.text('=='))
    return { node: 'binary', op: '=', left, right: comparison(cursor) };
  if (cursor.text('<>') || cursor.text('!='))
    return { node: 'binary', op: '<>', left, right: comparison(cursor) };
  if (cursor.word('ISNULL')) return { node: 'is-null', not: false, arg: left };
  if (cursor.word('NOTNULL') || cursor.word('NOT', 'NULL')) return { node: 'is-null', not: true, arg: left };
  if (cursor.word('IS')) return isTail(cursor, left);
  const not =
    cursor.isWord('NOT') && isWord(cursor.peek(1), 'IN', 'LIKE', 'GLOB', 'REGEXP', 'MATCH', 'BETWEEN');
  if (not) cursor.next();
  if (cursor.word('IN')) return inTail(cursor, left, not);
  if (cursor.word('BETWEEN')) {
    const low = comparison(cursor);
    cursor.expectWord('AND');
    return { node: 'between', not, arg: left, low, high: comparison(cursor) };
  }
  for (const op of ['like', 'glob', 'regexp', 'match'] as const) {
    if (!cursor.word(op.toUpperCase())) continue;
    const right = comparison(cursor);
    const escapeChar = cursor.word('ESCAPE') ? comparison(cursor) : null;
    return { node: 'like', op, not, left, right, escapeChar };
  }
  return null;
}

function isTail(cursor: Cursor, left: Expr): Expr {
  let not = cursor.word('NOT');
  if (cursor.word('DISTINCT', 'FROM')) not = !not;
  const right = comparison(cursor);
  if (right.node === 'null') return { node: 'is-null', not, arg: left };
  return { node: 'binary', op: not ? 'is not' : 'is', left, right };
}

function inTail(cursor: Cursor, left: Expr, not: boolean): Expr {
  if (!cursor.text('(')) {
    const name = cursor.name();
    return { node: 'in', not, arg: left, list: selectStar(name) };
  }
  if (cursor.text(')')) return { node: 'in', not, arg: left, list: [] };
  const list = cursor.startsSelect() ? cursor.select() : cursor.list(() => cursor.expr());
  cursor.expectText(')');
  return { node: 'in', not, arg: left, list };
}

function selectStar(table: string) {
  return {
    with: null,
    body: {
      node: 'core' as const,
      core: {
        distinct: false,
        columns: [{ node: 'star' as const, table: null }],
        from: { node: 'table' as const, name: table, alias: null },
        where: null,
        groupBy: [],
        having: null,
        windows: [],
      },
    },
    orderBy: [],
    limit: null,
    offset: null,
  };
}

/** Each level: its operators, tightest last. */
const LEVELS: BinaryOp[][] = [
  ['<', '<=', '>', '>='],
  ['<<', '>>', '&', '|'],
  ['+', '-'],
  ['*', '/', '%'],
  ['||', '->', '->>'],
];

function comparison(cursor: Cursor): Expr {
  return level(cursor, 0);
}

function level(cursor: Cursor, number: number): Expr {
  const operators = LEVELS[number];
  if (!operators) return collated(cursor);
  let left = level(cursor, number + 1);
  for (;;) {
    const op = operators.find((candidate) => cursor.text(candidate));
    if (!op) return left;
    left = { node: 'binary', op, left, right: level(cursor, number + 1) };
  }
}

function collated(cursor: Cursor): Expr {
  let arg = unary(cursor);
  while (cursor.word('COLLATE')) arg = { node: 'collate', arg, collation: cursor.name().toUpperCase() };
  return arg;
}

function unary(cursor: Cursor): Expr {
  for (const op of ['-', '+', '~'] as const) {
    if (cursor.text(op)) return { node: 'unary', op, arg: cursor.nested(() => unary(cursor)) };
  }
  return primary(cursor);
}

function primary(cursor: Cursor): Expr {
  const token = cursor.token;
  if (!token) throw cursor.error('an expression was expected');
  if (cursor.text('(')) return parenthesised(cursor);
  if (token.kind === 'number') return number(cursor.next().text);
  if (token.kind === 'string') {
    cursor.next();
    return { node: 'text', value: unquote(token) };
  }
  if (token.kind === 'blob') {
    cursor.next();
    return { node: 'blob', hex: token.text.slice(2, -1) };
  }
  if (token.kind === 'word') return word(cursor);
  if (token.kind === 'quoted') return columnOrCall(cursor);
  throw cursor.error('an expression was expected');
}

function number(text: string): Expr {
  const plain = text.replaceAll('_', '');
  if (/^0x/i.test(plain)) return { node: 'integer', value: String(BigInt.asIntN(64, BigInt(plain))) };
  if (/^\d+$/.test(plain) && BigInt(plain) < 2n ** 63n) return { node: 'integer', value: plain };
  return { node: 'real', value: plain };
}

function parenthesised(cursor: Cursor): Expr {
  if (cursor.startsSelect()) {
    const select = cursor.select();
    cursor.expectText(')');
    return { node: 'subquery', select };
  }
  const items = cursor.list(() => cursor.expr());
  cursor.expectText(')');
  const [only] = items;
  return items.length === 1 && only ? only : { node: 'row', items };
}

function word(cursor: Cursor): Expr {
  if (cursor.word('NULL')) return { node: 'null' };
  if (cursor.word('CASE')) return caseExpr(cursor);
  if (cursor.word('CAST')) return castExpr(cursor);
  if (cursor.word('RAISE')) return raiseExpr(cursor);
  for (const what of ['date', 'time', 'timestamp'] as const) {
    if (cursor.word(`CURRENT_${what.toUpperCase()}`)) return { node: 'current', what };
  }
  const notExists = cursor.word('NOT', 'EXISTS');
  if (notExists || (cursor.isWord('EXISTS') && cursor.peek(1)?.text === '(' && cursor.word('EXISTS'))) {
    cursor.expectText('(');
    const select = cursor.select();
    cursor.expectText(')');
    const exists: Expr = { node: 'exists', select };
    return notExists ? { node: 'unary', op: 'not', arg: exists } : exists;
  }
  if (cursor.isWord('TRUE', 'FALSE') && cursor.peek(1)?.text !== '.' && cursor.peek(1)?.text !== '(') {
    return { node: 'boolean', value: isWord(cursor.next(), 'TRUE') };
  }
  return columnOrCall(cursor);
}

function columnOrCall(cursor: Cursor): Expr {
  const first = cursor.next();
  if (cursor.text('(')) return call(cursor, unquote(first).toLowerCase());
  const parts = [unquote(first)];
  let last = first;
  while (cursor.text('.')) {
    last = cursor.next();
    parts.push(unquote(last));
  }
  return {
    node: 'column',
    // A schema's name before the table's says nothing here: there is one database.
    table: parts.length > 1 ? (parts.at(-2) ?? null) : null,
    name: parts.at(-1) ?? '',
    quoted: last.kind === 'quoted' && last.text.startsWith('"') && parts.length === 1,
  };
}

function call(cursor: Cursor, name: string): FunctionCall {
  const result: FunctionCall = {
    node: 'call',
    name,
    args: [],
    star: false,
    distinct: false,
    orderBy: [],
    filter: null,
    over: null,
  };
  if (cursor.text('*')) result.star = true;
  else if (!cursor.isText(')')) {
    result.distinct = cursor.word('DISTINCT');
    result.args = cursor.list(() => cursor.expr());
    if (cursor.word('ORDER', 'BY')) result.orderBy = parseOrderTerms(cursor);
  }
  cursor.expectText(')');
  if (cursor.isWord('FILTER') && cursor.peek(1)?.text === '(') {
    cursor.next();
    cursor.next();
    cursor.expectWord('WHERE');
    result.filter = cursor.expr();
    cursor.expectText(')');
  }
  if (cursor.word('OVER')) result.over = cursor.isText('(') ? parseWindow(cursor) : cursor.name();
  return result;
}

function caseExpr(cursor: Cursor): Expr {
  const operand = cursor.isWord('WHEN') ? null : cursor.expr();
  const whens: { when: Expr; result: Expr }[] = [];
  while (cursor.word('WHEN')) {
    const when = cursor.expr();
    cursor.expectWord('THEN');
    whens.push({ when, result: cursor.expr() });
  }
  const otherwise = cursor.word('ELSE') ? cursor.expr() : null;
  cursor.expectWord('END');
  return { node: 'case', operand, whens, otherwise };
}

function castExpr(cursor: Cursor): Expr {
  cursor.expectText('(');
  const arg = cursor.expr();
  cursor.expectWord('AS');
  const start = cursor.token?.start ?? 0;
  for (let depth = 0; cursor.token && (depth > 0 || !cursor.isText(')')); ) {
    const { text } = cursor.next();
    depth += text === '(' ? 1 : text === ')' ? -1 : 0;
  }
  const type = cursor.sql.slice(start, cursor.token?.start).trim();
  cursor.expectText(')');
  return { node: 'cast', arg, type };
}

function raiseExpr(cursor: Cursor): Expr {
  cursor.expectText('(');
  const action = cursor.next().text.toLowerCase();
  if (action !== 'ignore' && action !== 'rollback' && action !== 'abort' && action !== 'fail') {
    throw cursor.error('RAISE takes IGNORE, ROLLBACK, ABORT or FAIL');
  }
  const message = cursor.text(',') ? cursor.expr() : null;
  cursor.expectText(')');
  return { node: 'raise', action, message };
}
