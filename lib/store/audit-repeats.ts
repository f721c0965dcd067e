/**
 * Refusals of somebody who is not signed in cost nothing to provoke: of the same one, from the same address, one entry a
 * minute is written, and the next says how many were left out. Otherwise anybody could fill the disk through the audit.
 */

const WINDOW_MS = 60_000;
const MOST_KEYS = 10_000;

interface Seen {
  until: number;
  leftOut: number;
}

export class AuditRepeats {
  readonly #seen = new Map<string, Seen>();

  /** Null: leave it out. Otherwise how many of these were left out since the last one written. */
  leftOutBefore(key: string, now = Date.now()): number | null {
    const seen = this.#seen.get(key);
    if (seen && now < seen.until) {
      seen.leftOut += 1;
      return null;
    }
    this.#seen.delete(key);
    if (this.#seen.size >= MOST_KEYS) this.#seen.delete(this.#seen.keys().next().value ?? '');
    this.#seen.set(key, { until: now + WINDOW_MS, leftOut: 0 });
    return seen?.leftOut ?? 0;
  }
}
