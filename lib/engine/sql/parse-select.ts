/** SQLite's queries: https://www.sqlite.org/lang_select.html */
import type { CommonTable, Compound, From, ResultColumn, Select, SelectCore } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseOrderTerms, parseWindow } from './parse-window.ts';

export function parseSelect(cursor: Cursor): Select {
  const withClause = cursor.isWord('WITH') ? parseWith(cursor) : null;
  const body = parseCompound(cursor);
  const orderBy = cursor.word('ORDER', 'BY') ? parseOrderTerms(cursor) : [];
  let limit = cursor.word('LIMIT') ? cursor.expr() : null;
  let offset = null;
  if (limit && cursor.word('OFFSET')) offset = cursor.expr();
  else if (limit && cursor.text(',')) {
    // LIMIT x, y: the first number is the offset.
    offset = limit;
    limit = cursor.expr();
  }
  return { with: withClause, body, orderBy, limit, offset };
}

function parseWith(cursor: Cursor): Select['with'] {
  cursor.expectWord('WITH');
  const recursive = cursor.word('RECURSIVE');
  const tables = cursor.list((): CommonTable => {
    const name = cursor.name();
    const columns = cursor.isText('(') ? cursor.names() : [];
    cursor.expectWord('AS');
    if (!cursor.word('NOT', 'MATERIALIZED')) cursor.word('MATERIALIZED');
    cursor.expectText('(');
    const select = cursor.select();
    cursor.expectText(')');
    return { name, columns, select };
  });
  return { recursive, tables };
}

function parseCompound(cursor: Cursor): Compound {
  let left = parsePart(cursor);
  for (;;) {
    const op = cursor.word('UNION', 'ALL')
      ? 'union all'
      : cursor.word('UNION')
        ? 'union'
        : cursor.word('INTERSECT')
          ? 'intersect'
          : cursor.word('EXCEPT')
            ? 'except'
            : null;
    if (!op) return left;
    left = { node: 'compound', op, left, right: parsePart(cursor) };
  }
}

function parsePart(cursor: Cursor): Compound {
  if (cursor.word('VALUES')) {
    const rows = cursor.list(() => {
      cursor.expectText('(');
      const row = cursor.list(() => cursor.expr());
      cursor.expectText(')');
      return row;
    });
    return { node: 'values', rows };
  }
  cursor.expectWord('SELECT');
  return { node: 'core', core: parseCore(cursor) };
}

function parseCore(cursor: Cursor): SelectCore {
  const distinct = cursor.word('DISTINCT');
  if (!distinct) cursor.word('ALL');
  const columns = cursor.list(() => parseResultColumn(cursor));
  const from = cursor.word('FROM') ? parseFrom(cursor) : null;
  const where = cursor.word('WHERE') ? cursor.expr() : null;
  const groupBy = cursor.word('GROUP', 'BY') ? cursor.list(() => cursor.expr()) : [];
  const having = cursor.word('HAVING') ? cursor.expr() : null;
  const windows = cursor.word('WINDOW')
    ? cursor.list(() => {
        const name = cursor.name();
        cursor.expectWord('AS');
        return { name, window: parseWindow(cursor) };
      })
    : [];
  return { distinct, columns, from, where, groupBy, having, windows };
}

function parseResultColumn(cursor: Cursor): ResultColumn {
  if (cursor.text('*')) return { node: 'star', table: null };
  if (cursor.peek(1)?.text === '.' && cursor.peek(2)?.text === '*') {
    const table = cursor.name();
    cursor.at += 2;
    return { node: 'star', table };
  }
  const start = cursor.token?.start ?? 0;
  const expr = cursor.expr();
  const text = cursor.sql.slice(start, cursor.tokens[cursor.at - 1]?.end);
  return { node: 'expr', expr, alias: parseAlias(cursor), text };
}

/** Words that end what stands before them and so are no alias unless quoted or after AS. */
const NO_ALIAS = new Set(
  `FROM WHERE GROUP HAVING ORDER LIMIT OFFSET UNION INTERSECT EXCEPT WINDOW ON USING JOIN LEFT RIGHT FULL INNER CROSS
   NATURAL OUTER SET INDEXED NOT RETURNING END DO`.split(/\s+/),
);

function parseAlias(cursor: Cursor): string | null {
  if (cursor.word('AS')) return cursor.name();
  const token = cursor.token;
  if (!token || (token.kind === 'word' && NO_ALIAS.has(token.text.toUpperCase()))) return null;
  return token.kind === 'word' || token.kind === 'quoted' || token.kind === 'string' ? cursor.name() : null;
}

export function parseFrom(cursor: Cursor): From {
  let left = parseTable(cursor);
  for (;;) {
    if (cursor.text(',')) {
      left = join(left, parseTable(cursor), 'cross', false);
      continue;
    }
    const natural = cursor.word('NATURAL');
    const kind = parseJoinKind(cursor);
    if (!kind) return left;
    const joined = join(left, parseTable(cursor), kind, natural);
    if (cursor.word('ON')) joined.on = cursor.expr();
    else if (cursor.word('USING')) joined.using = cursor.names();
    // SQLite lets CROSS JOIN have a condition; it is an inner join then.
    if (kind === 'cross' && (joined.on || joined.using.length > 0)) joined.kind = 'inner';
    // A join without a condition is a product.
    if (kind === 'inner' && !natural && !joined.on && joined.using.length === 0) joined.kind = 'cross';
    left = joined;
  }
}

type Join = Extract<From, { node: 'join' }>;

function join(left: From, right: From, kind: Join['kind'], natural: boolean): Join {
  return { node: 'join', kind, natural, left, right, on: null, using: [] };
}

function parseJoinKind(cursor: Cursor): Join['kind'] | null {
  for (const kind of ['left', 'right', 'full'] as const) {
    if (!cursor.word(kind.toUpperCase())) continue;
    cursor.word('OUTER');
    cursor.expectWord('JOIN');
    return kind;
  }
  if (cursor.word('CROSS', 'JOIN')) return 'cross';
  return cursor.word('INNER', 'JOIN') || cursor.word('JOIN') ? 'inner' : null;
}

function parseTable(cursor: Cursor): From {
  if (cursor.text('(')) {
    if (cursor.startsSelect()) {
      const select = cursor.select();
      cursor.expectText(')');
      return { node: 'select', select, alias: parseAlias(cursor) };
    }
    const inner = cursor.nested(() => parseFrom(cursor));
    cursor.expectText(')');
    if (parseAlias(cursor) !== null) throw cursor.error('a name for joined tables is not taken');
    return inner;
  }
  let name = cursor.name();
  if (cursor.text('.')) name = cursor.name();
  if (cursor.text('(')) {
    const args = cursor.isText(')') ? [] : cursor.list(() => cursor.expr());
    cursor.expectText(')');
    return { node: 'table-function', name: name.toLowerCase(), args, alias: parseAlias(cursor) };
  }
  const alias = parseAlias(cursor);
  if (cursor.word('INDEXED', 'BY')) cursor.name();
  else cursor.word('NOT', 'INDEXED');
  return { node: 'table', name, alias };
}
