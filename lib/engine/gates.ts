/** What one stage of a run waits for from another that goes on beside it. */
export const GATE = {
  /** The snapshot can be read. */
  snapshot: 'snapshot',
  /** It is on disk, undamaged, and its checksum known. */
  checked: 'snapshot checked',
  /** The rows of a first table are in staging, or there are no tables. */
  rows: 'rows',
  rowsOf: (table: string) => `rows of ${table}`,
} as const;

export class Gates {
  readonly #gates = new Map<string, PromiseWithResolvers<void>>();
  readonly #signal: AbortSignal;

  /** When the signal aborts, everybody who waits is told its reason. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#shut(), { once: true });
  }

  open(name: string): void {
    this.#gate(name).resolve();
  }

  /** Resolves once the gate is open, whoever comes first. */
  async passed(name: string): Promise<void> {
    await this.#gate(name).promise;
  }

  #gate(name: string): PromiseWithResolvers<void> {
    const known = this.#gates.get(name);
    if (known) return known;
    const gate = Promise.withResolvers<void>();
    // Nobody may wait yet.
    gate.promise.catch(() => {});
    this.#gates.set(name, gate);
    if (this.#signal.aborted) gate.reject(this.#signal.reason);
    return gate;
  }

  #shut(): void {
    for (const gate of this.#gates.values()) gate.reject(this.#signal.reason);
  }
}
