/** Comments inside a CREATE TABLE that can be told to belong to something: those behind a column on its line. */
import { Cursor } from './cursor.ts';
import { isWord, type Token, unquote } from './tokens.ts';

export interface TableComments {
  /** Behind the opening parenthesis, on its line. */
  table: string | null;
  columns: { name: string; text: string }[];
}

const CONSTRAINTS = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'];

export function readComments(sql: string): TableComments {
  const comments: TableComments = { table: null, columns: [] };
  if (!/--|\/\*/.test(sql)) return comments;
  const cursor = new Cursor(sql);
  if (cursor.word('CREATE', 'VIRTUAL')) return comments;
  const owners = ownersOf(cursor.tokens);
  cursor.tokens.forEach((token, at) => {
    const next = cursor.tokens[at + 1];
    const owner = owners[at];
    if (owner === undefined) return;
    for (const text of trailing(sql, token, next)) {
      if (owner === null) comments.table ??= text;
      else {
        const known = comments.columns.find(({ name }) => name === owner);
        if (known) known.text += `\n${text}`;
        else comments.columns.push({ name: owner, text });
      }
    }
  });
  return comments;
}

/** For each token the column it belongs to, null for the opening parenthesis, undefined outside columns. */
function ownersOf(tokens: Token[]): (string | null | undefined)[] {
  const owners: (string | null | undefined)[] = [];
  let depth = 0;
  let column: string | undefined;
  let first = true;
  let constraints = false;
  for (const token of tokens) {
    if (token.text === '(' && ++depth === 1) {
      owners.push(null);
      continue;
    }
    if (token.text === ')' && --depth === 0) return owners;
    if (depth === 0) {
      owners.push(undefined);
      continue;
    }
    if (first) {
      constraints ||= column !== undefined && isWord(token, ...CONSTRAINTS);
      column = constraints ? undefined : unquote(token);
      first = false;
    }
    owners.push(column);
    if (depth === 1 && token.text === ',') first = true;
  }
  return owners;
}

/** What stands between a token and the end of its line, if it is a comment and nothing follows that it could be about. */
function trailing(sql: string, token: Token, next: Token | undefined): string[] {
  const gap = sql.slice(token.end, next?.start ?? sql.length);
  const found = /^[ \t]*(--[^\n]*|\/\*[\s\S]*?\*\/)/.exec(gap);
  if (!found?.[1]) return [];
  const endsLine = found[1].startsWith('--') || !next || /^[ \t]*\r?\n/.test(gap.slice(found[0].length));
  // Between two columns on one line, a comment could be about either.
  const separates = token.text === ',' || token.text === '(';
  if (separates && !endsLine) return [];
  const text = cleaned(found[1]);
  return text === '' ? [] : [text];
}

function cleaned(comment: string): string {
  const inner = comment.startsWith('--') ? comment.replace(/^-+/, '') : comment.slice(2, -2);
  return inner
    .split('\n')
    .map((line) => line.replace(/^\s*\*+\s?/, '').trim())
    .join('\n')
    .trim();
}
