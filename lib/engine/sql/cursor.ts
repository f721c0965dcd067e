/** A place in a list of tokens, and the errors of a parser. */
import type { Expr, Select } from './ast.ts';
import { isWord, type Token, tokenize, unquote } from './tokens.ts';

/** SQL that our parser does not take. The message says at what. */
export class SqlSyntaxError extends Error {
  override readonly name = 'SqlSyntaxError';
}

/** Expressions and queries contain each other; the cursor is where each finds the other. */
export interface Grammar {
  expr: (cursor: Cursor) => Expr;
  select: (cursor: Cursor) => Select;
}

const NO_GRAMMAR: Grammar = {
  expr: (cursor) => {
    throw cursor.error('no expression is read here');
  },
  select: (cursor) => {
    throw cursor.error('no query is read here');
  },
};

export class Cursor {
  readonly sql: string;
  readonly tokens: Token[];
  at = 0;
  readonly #grammar: Grammar;
  #depth = 0;

  /** Without a grammar, tokens can be walked but not parsed. */
  constructor(sql: string, grammar: Grammar = NO_GRAMMAR) {
    this.sql = sql;
    this.#grammar = grammar;
    this.tokens = tokenize(sql);
  }

  expr(): Expr {
    return this.nested(() => this.#grammar.expr(this));
  }

  select(): Select {
    return this.nested(() => this.#grammar.select(this));
  }

  startsSelect(): boolean {
    return this.isWord('SELECT', 'VALUES', 'WITH');
  }

  get token(): Token | undefined {
    return this.tokens[this.at];
  }

  peek(ahead: number): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  isWord(...words: string[]): boolean {
    return isWord(this.token, ...words);
  }

  isText(text: string): boolean {
    return this.token?.kind === 'operator' && this.token.text === text;
  }

  /** Takes the words in this order if all are next. */
  word(...words: string[]): boolean {
    if (!words.every((word, ahead) => isWord(this.peek(ahead), word))) return false;
    this.at += words.length;
    return true;
  }

  text(text: string): boolean {
    if (!this.isText(text)) return false;
    this.at++;
    return true;
  }

  expectWord(...words: string[]): void {
    if (!this.word(...words)) throw this.error(`${words.join(' ')} was expected`);
  }

  expectText(text: string): void {
    if (!this.text(text)) throw this.error(`"${text}" was expected`);
  }

  next(): Token {
    const token = this.token;
    if (!token) throw this.error('more was expected');
    this.at++;
    return token;
  }

  /** A table, column or alias. SQLite takes strings in quotes for names too. */
  name(): string {
    const token = this.token;
    if (!token || !['word', 'quoted', 'string'].includes(token.kind)) throw this.error('a name was expected');
    this.at++;
    return unquote(token);
  }

  names(): string[] {
    this.expectText('(');
    const names = this.list(() => this.name());
    this.expectText(')');
    return names;
  }

  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.text(',')) items.push(item());
    return items;
  }

  /** Hostile nesting must end in an error, not in an exhausted stack. */
  nested<T>(work: () => T): T {
    if (++this.#depth > 200) throw this.error('it is nested too deeply');
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }

  error(message: string): SqlSyntaxError {
    const found = this.token ? `at "${this.token.text.slice(0, 40)}"` : 'at the end';
    return new SqlSyntaxError(`${message} ${found}`);
  }
}
