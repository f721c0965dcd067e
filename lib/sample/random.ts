/** Numbers that look random and come out the same for the same seed on every machine. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number | string) {
    // FNV-1a over the seed's text: neighbouring seeds give unrelated streams.
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(String(seed))) {
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    this.#a = hash | 0;
    this.#b = (hash ^ 0x9e3779b9) | 0;
    this.#c = Math.imul(hash, 0x85ebca6b) | 0;
    for (let i = 0; i < 16; i++) this.bits();
  }

  /** 32 random bits as an unsigned integer (the sfc32 generator). */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** At least 0, less than 1. */
  unit(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** A whole number, both ends included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.unit() * from.length)] as T;
  }

  bytes(length: number): Buffer {
    const buffer = Buffer.allocUnsafe(length);
    for (let i = 0; i < length; i++) buffer[i] = this.bits() & 0xff;
    return buffer;
  }

  /** A version 4 UUID. */
  uuid(): string {
    const [a, b, c, d] = [this.bits(), this.bits(), this.bits(), this.bits()];
    const variant = `${'89ab'[(c >>> 28) & 3]}${hex16(c >>> 16).slice(1)}`;
    return `${hex16(a >>> 16)}${hex16(a)}-${hex16(b >>> 16)}-4${hex16(b).slice(1)}-${variant}-${hex16(c)}${hex16(d >>> 16)}${hex16(d)}`;
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex16(bits: number): string {
  return `${HEX[(bits >>> 8) & 255]}${HEX[bits & 255]}`;
}
