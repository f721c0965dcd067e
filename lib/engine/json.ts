/**
 * JSON text in the one form that PostgreSQL's jsonb prints, so that both can be compared as text.
 * jsonb keeps numbers as numeric (1.50 stays 1.50, 1e2 becomes 100), orders keys by length and then bytes,
 * and cannot hold \u0000, lone surrogates or a key twice: https://www.postgresql.org/docs/current/datatype-json.html
 */
export type JsonKind = 'jsonb' | 'json' | 'invalid';

const MAX_DEPTH = 500;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const SPACE = /[ \t\n\r]*/y;

/** What PostgreSQL can keep it as without loss: jsonb, json (text as it is), or not at all. */
export function classifyJson(text: string): JsonKind {
  const reader = new Reader(text);
  try {
    reader.document();
  } catch {
    return 'invalid';
  }
  return reader.exact ? 'jsonb' : 'json';
}

/** The text that jsonb would print. Throws SyntaxError where it is not JSON. */
export function jsonbText(text: string): string {
  return new Reader(text).document();
}

class Reader {
  /** False once something was met that jsonb would change or refuse. */
  exact = true;
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  document(): string {
    const value = this.#value(0);
    this.#match(SPACE);
    if (this.#at < this.#text.length) throw new SyntaxError('text after the end of the document');
    return value;
  }

  #value(depth: number): string {
    if (depth > MAX_DEPTH) throw new SyntaxError('nested too deeply');
    this.#match(SPACE);
    const char = this.#text[this.#at];
    if (char === '{') return this.#object(depth);
    if (char === '[') return this.#array(depth);
    if (char === '"') return JSON.stringify(this.#string());
    for (const word of ['true', 'false', 'null']) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return word;
      }
    }
    const number = this.#match(NUMBER);
    if (!number) throw new SyntaxError('a value was expected');
    return this.#number(number);
  }

  #object(depth: number): string {
    const entries = new Map<string, string>();
    this.#list('}', () => {
      this.#match(SPACE);
      const key = this.#string();
      this.#match(SPACE);
      if (this.#text[this.#at++] !== ':') throw new SyntaxError('a colon was expected');
      if (entries.has(key)) this.exact = false;
      entries.set(key, this.#value(depth + 1));
    });
    const keys = [...entries.keys()].map((key) => ({ key, bytes: Buffer.from(key) }));
    keys.sort((a, b) => a.bytes.length - b.bytes.length || a.bytes.compare(b.bytes));
    return `{${keys.map(({ key }) => `${JSON.stringify(key)}: ${entries.get(key)}`).join(', ')}}`;
  }

  #array(depth: number): string {
    const items: string[] = [];
    this.#list(']', () => items.push(this.#value(depth + 1)));
    return `[${items.join(', ')}]`;
  }

  #list(closer: string, item: () => void): void {
    this.#at++;
    this.#match(SPACE);
    if (this.#text[this.#at] === closer) {
      this.#at++;
      return;
    }
    for (;;) {
      item();
      this.#match(SPACE);
      const next = this.#text[this.#at++];
      if (next === closer) return;
      if (next !== ',') throw new SyntaxError('a comma was expected');
    }
  }

  #string(): string {
    const token = this.#match(STRING);
    if (!token) throw new SyntaxError('a string was expected');
    const value: string = JSON.parse(token);
    if (value.includes('\0') || !value.isWellFormed()) this.exact = false;
    return value;
  }

  /** As numeric prints it: no exponent, the fraction's digits kept. */
  #number(token: string): string {
    const [mantissa = '', exponentText] = token.toLowerCase().split('e');
    const negative = mantissa.startsWith('-');
    const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
    const exponent = Number(exponentText ?? 0);
    if (Math.abs(exponent) > 1000 || whole.length + fraction.length > 1000) {
      this.exact = false;
      return token;
    }
    const point = whole.length + exponent;
    const digits = whole + fraction;
    const integer = (point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0').replace(/^0+(?=\d)/, '');
    const decimals =
      point >= digits.length ? '' : digits.slice(Math.max(point, 0)).padStart(digits.length - point, '0');
    const zero = /^0*$/.test(integer + decimals);
    return `${negative && !zero ? '-' : ''}${integer}${decimals ? `.${decimals}` : ''}`;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }
}
