/** Decimal places of numbers, as SQLite's round() tells them. */

/** Doubles from here on have no fraction. */
const WHOLE = 2 ** 52;
/** Below this a double that is k / 10^p brings k back exactly when it is multiplied. */
const SURE = 2 ** 51;
const MOST_PLACES = 15;
const POWERS = Array.from({ length: MOST_PLACES + 1 }, (_, places) => 10 ** places);

export class DecimalTally {
  /** Most places of a real; one more than fifteen for more. */
  places = 0;
  /** Numbers that the declared numeric(p,s) holds. */
  fitting = 0;
  /** A number was too large to be told by arithmetic. */
  unsure = false;
  readonly #scale: number;
  readonly #limit: number;

  /** Without a declared precision and scale nothing is held against them. */
  constructor(declared: { precision: number; scale: number } | null) {
    this.#scale = declared?.scale ?? -1;
    this.#limit = declared ? Math.min(10 ** (declared.precision - declared.scale), 1e15) : 0;
  }

  integer(value: number): void {
    if (Math.abs(value) < this.#limit) this.fitting++;
  }

  real(value: number): void {
    while (this.places <= MOST_PLACES && !this.#has(value, this.places)) this.places++;
    if (this.#scale >= 0 && Math.abs(value) < this.#limit && this.#has(value, this.#scale)) this.fitting++;
  }

  #has(value: number, places: number): boolean {
    if (Math.abs(value) > WHOLE) return true;
    const shifted = value * (POWERS[places] as number);
    if (Math.abs(shifted) >= SURE) {
      this.unsure = true;
      return true;
    }
    return Math.round(shifted) / (POWERS[places] as number) === value;
  }
}
