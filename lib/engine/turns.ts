/** At most so many at once: who comes later waits, and is let in by the order of coming. */
export class Turns {
  /** Those who go before the others, and the others. */
  readonly #ahead: (() => void)[] = [];
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  async take<T>(work: () => Promise<T>, { ahead = false } = {}): Promise<T> {
    if (this.#free > 0) this.#free--;
    else {
      const line = ahead ? this.#ahead : this.#waiting;
      await new Promise<void>((resolve) => line.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.#ahead.shift() ?? this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
