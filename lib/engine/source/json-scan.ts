/**
 * Says quickly and surely of most JSON texts that jsonb keeps them as they are. False means nothing: whatever needs a
 * closer look (escapes of code points, exponents, long numbers, keys with escapes, deep nesting) is left to classifyJson().
 */
const MOST_DEPTH = 32;
const MOST_DIGITS = 100;
const MOST_KEYS = 32;

/** @param bytes valid UTF-8 without NUL. */
export function scanJson(bytes: Uint8Array, from: number, to: number): boolean {
  const scanner = new Scanner(bytes, from, to);
  return scanner.value(0) && scanner.atEnd();
}

class Scanner {
  readonly #bytes: Uint8Array;
  readonly #to: number;
  #at: number;

  constructor(bytes: Uint8Array, from: number, to: number) {
    this.#bytes = bytes;
    this.#at = from;
    this.#to = to;
  }

  atEnd(): boolean {
    this.#space();
    return this.#at === this.#to;
  }

  value(depth: number): boolean {
    const byte = this.#space();
    if (byte === 0x22) return this.#string(true);
    if (byte === 0x7b) return depth < MOST_DEPTH && this.#object(depth + 1);
    if (byte === 0x5b) return depth < MOST_DEPTH && this.#array(depth + 1);
    if (byte === 0x74) return this.#word('true');
    if (byte === 0x66) return this.#word('false');
    if (byte === 0x6e) return this.#word('null');
    return this.#number();
  }

  #object(depth: number): boolean {
    const keys: number[] = [];
    this.#at++;
    if (this.#space() === 0x7d) return this.#step();
    for (;;) {
      if (this.#space() !== 0x22) return false;
      const start = this.#at + 1;
      if (!this.#string(false) || this.#isRepeated(keys, start, this.#at - 1)) return false;
      if (this.#space() !== 0x3a) return false;
      this.#at++;
      if (!this.value(depth)) return false;
      const next = this.#space();
      if (next === 0x7d) return this.#step();
      if (next !== 0x2c) return false;
      this.#at++;
    }
  }

  #array(depth: number): boolean {
    this.#at++;
    if (this.#space() === 0x5d) return this.#step();
    for (;;) {
      if (!this.value(depth)) return false;
      const next = this.#space();
      if (next === 0x5d) return this.#step();
      if (next !== 0x2c) return false;
      this.#at++;
    }
  }

  /** Whether the key was there before, or there are too many to compare each with each. `keys`: starts and ends. */
  #isRepeated(keys: number[], start: number, end: number): boolean {
    const bytes = this.#bytes;
    for (let other = 0; other < keys.length; other += 2) {
      let at = keys[other] as number;
      if ((keys[other + 1] as number) - at !== end - start) continue;
      let own = start;
      while (own < end && bytes[at] === bytes[own]) {
        at++;
        own++;
      }
      if (own === end) return true;
    }
    keys.push(start, end);
    return keys.length > 2 * MOST_KEYS;
  }

  #string(escapes: boolean): boolean {
    const bytes = this.#bytes;
    for (let at = this.#at + 1; at < this.#to; at++) {
      const byte = bytes[at] as number;
      if (byte === 0x22) {
        this.#at = at + 1;
        return true;
      }
      if (byte < 0x20) return false;
      if (byte === 0x5c) {
        if (!escapes || !isSimpleEscape(bytes[++at])) return false;
      }
    }
    return false;
  }

  #word(word: string): boolean {
    for (let at = 0; at < word.length; at++, this.#at++) {
      if (this.#at >= this.#to || this.#bytes[this.#at] !== word.charCodeAt(at)) return false;
    }
    return true;
  }

  #number(): boolean {
    const start = this.#at;
    if (this.#bytes[this.#at] === 0x2d) this.#at++;
    const whole = this.#at;
    if (!this.#digits()) return false;
    if (this.#bytes[whole] === 0x30 && this.#at - whole > 1) return false;
    if (this.#at < this.#to && this.#bytes[this.#at] === 0x2e) {
      this.#at++;
      if (!this.#digits()) return false;
    }
    // An exponent stands where a comma, a bracket or the end would have to: it fails there.
    return this.#at - start <= MOST_DIGITS;
  }

  #digits(): boolean {
    const start = this.#at;
    while (this.#at < this.#to && isDigit(this.#bytes[this.#at])) this.#at++;
    return this.#at > start;
  }

  /** Passes over white space; the byte behind it, 0 at the end. */
  #space(): number {
    while (this.#at < this.#to) {
      const byte = this.#bytes[this.#at] as number;
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      this.#at++;
    }
    return 0;
  }

  #step(): true {
    this.#at++;
    return true;
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** `\" \\ \/ \b \f \n \r \t` */
function isSimpleEscape(byte: number | undefined): boolean {
  return byte !== undefined && '"\\/bfnrt'.includes(String.fromCharCode(byte));
}
