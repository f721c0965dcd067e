/**
 * SQLite's tokens, so that SQL is walked without being fooled by quotes, comments or parentheses.
 * Rules: https://www.sqlite.org/lang_expr.html#literal_values_constants_ and the tokenizer's own ([brackets], `backticks`).
 */
export interface Token {
  kind: 'word' | 'quoted' | 'string' | 'blob' | 'number' | 'operator';
  text: string;
  /** Offsets in the SQL text. */
  start: number;
  end: number;
}

const WORD_START = /[A-Za-z_\u0080-\u{10ffff}]/u;
const WORD = /[A-Za-z0-9_$\u0080-\u{10ffff}]*/uy;
const NUMBER = /0[xX][0-9a-fA-F]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?/y;
const OPERATOR = /->>|->|\|\||<<|>>|<=|>=|<>|!=|==|[\s\S]/y;
const CLOSERS: Record<string, string> = { "'": "'", '"': '"', '`': '`', '[': ']' };

export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const start = at;
    const char = sql[at] ?? '';
    const pair = sql.slice(at, at + 2);
    if (/\s/.test(char)) {
      at++;
      continue;
    }
    if (pair === '--' || pair === '/*') {
      const closer = pair === '--' ? '\n' : '*/';
      const end = sql.indexOf(closer, at + 2);
      at = end < 0 ? sql.length : end + closer.length;
      continue;
    }
    const [kind, end] = read(sql, at, char, pair);
    at = end;
    tokens.push({ kind, text: sql.slice(start, end), start, end });
  }
  return tokens;
}

function read(sql: string, at: number, char: string, pair: string): [Token['kind'], number] {
  const closer = CLOSERS[char];
  if (closer) return [char === "'" ? 'string' : 'quoted', endOfQuoted(sql, at, closer)];
  if (/^[xX]'$/.test(pair)) return ['blob', endOfQuoted(sql, at + 1, "'")];
  if (/^\.?\d/.test(pair)) return ['number', endOf(NUMBER, sql, at)];
  if (WORD_START.test(String.fromCodePoint(sql.codePointAt(at) ?? 0))) return ['word', endOf(WORD, sql, at)];
  return ['operator', endOf(OPERATOR, sql, at)];
}

function endOf(pattern: RegExp, sql: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(sql)?.[0].length ?? 1);
}

/** A doubled closing quote stays inside, except in brackets, which know no escape. */
function endOfQuoted(sql: string, from: number, closer: string): number {
  let at = from + 1;
  while (at < sql.length) {
    if (sql[at] === closer) {
      if (closer === ']' || sql[at + 1] !== closer) return at + 1;
      at++;
    }
    at++;
  }
  return sql.length;
}

export function isWord(token: Token | undefined, ...words: string[]): boolean {
  return token?.kind === 'word' && words.includes(token.text.toUpperCase());
}

/** Index of the token that closes the parenthesis at `open`, or the last token where none does. */
export function closingParenthesis(tokens: Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]?.text === '(') depth++;
    if (tokens[at]?.text === ')' && --depth === 0) return at;
  }
  return tokens.length - 1;
}

/** A name or string as it is meant: without its quotes. */
export function unquote(token: Token | undefined): string {
  if (!token) return '';
  if (token.kind !== 'quoted' && token.kind !== 'string') return token.text;
  const quote = token.text[0] ?? '';
  const inner = token.text.slice(1, -1);
  return quote === '[' ? inner : inner.replaceAll(quote + quote, quote);
}
