/** Names in the target: quoted, mapped once, never over PostgreSQL's 63 bytes, never two the same. */
import { createHash } from 'node:crypto';
import type { NameMode } from '../types.ts';

export const MAX_NAME_BYTES = 63;

/** The name in the chosen mode and cut to fit; a cut name ends in a hash of the whole, so it is always the same. */
export function mapName(name: string, mode: NameMode): string {
  return shortened(mode === 'snake' ? snake(name) : mode === 'lower' ? name.toLowerCase() : name);
}

/** `Order Details`, `OrderDetails` and `HTTPOrder-details` → `order_details`, …, `http_order_details`. */
function snake(name: string): string {
  const words = name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .toLowerCase();
  return words.replace(/^_+|_+$/g, '') || name;
}

function shortened(name: string): string {
  // PostgreSQL knows neither the empty name nor NUL in one.
  const clean = name.replaceAll('\0', '').toWellFormed();
  if (clean !== '' && clean === name && Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  return withSuffix(clean, hashOf(name));
}

/** As much of the name as leaves room for `_suffix` within 63 bytes, never cutting a character in two. */
export function withSuffix(name: string, suffix: string): string {
  let kept = name;
  while (Buffer.byteLength(kept) > MAX_NAME_BYTES - suffix.length - 1) kept = [...kept].slice(0, -1).join('');
  return `${kept}_${suffix}`;
}

function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 8);
}

/** Gives out names of one namespace: the first asker gets the plain one, later ones a numbered one. */
export class NameSpace {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  take(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#taken.has(name); number++) name = withSuffix(wanted, String(number));
    this.#taken.add(name);
    return name;
  }
}
