/** What is counted of one column while its table's records go by. */
import type { Form } from '../forms.ts';
import type { DecimalTally } from './decimals.ts';
import { integerAt, WIDE } from './integers.ts';
import { isBlob, REAL, type Sink } from './record.ts';
import { TextTally } from './text-tally.ts';

export class Tally implements Sink {
  readonly wantsBlobs = false;
  nulls = 0;
  integers = 0;
  reals = 0;
  blobs = 0;
  blobs16 = 0;
  bytes = 0;
  maxBytes = 0;
  /** Integers of up to six bytes; those of eight are kept apart, since a double does not hold them. */
  least = Number.POSITIVE_INFINITY;
  most = Number.NEGATIVE_INFINITY;
  wideLeast: bigint | null = null;
  wideMost: bigint | null = null;
  minReal = Number.POSITIVE_INFINITY;
  maxReal = Number.NEGATIVE_INFINITY;
  negativeZeros = 0;
  infinities = 0;
  /** Integers that are 0 or 1. */
  bits = 0;
  /** Rows from before the column was added: they have its default. */
  missingRows = 0;
  readonly texts: TextTally;
  readonly decimals: DecimalTally | null;
  /** SQLite stores whole numbers of a REAL column as integers and reads them as reals. */
  readonly #isReal: boolean;

  constructor(isReal: boolean, forms: readonly Form[], decimals: DecimalTally | null) {
    this.#isReal = isReal;
    this.texts = new TextTally(forms);
    this.decimals = decimals;
  }

  value(serial: number, bytes: Buffer, at: number, length: number): void {
    if (serial === 0) this.nulls++;
    else if (serial === WIDE) this.#wide(bytes.readBigInt64BE(at));
    else if (serial === REAL) this.#real(bytes.readDoubleBE(at));
    else if (serial < 12) this.#integer(integerAt(serial, bytes, at));
    else if (isBlob(serial)) this.#blob(length);
    else {
      this.#size(length);
      this.texts.add(bytes, at, at + length);
    }
  }

  missing(): void {
    this.missingRows++;
  }

  #integer(value: number): void {
    if (this.#isReal) {
      this.#real(value);
      return;
    }
    this.integers++;
    if (value < this.least) this.least = value;
    if (value > this.most) this.most = value;
    if (value === 0 || value === 1) this.bits++;
    if (this.decimals !== null) this.decimals.integer(value);
  }

  #wide(value: bigint): void {
    if (this.#isReal) {
      this.#real(Number(value));
      return;
    }
    this.integers++;
    if (this.wideLeast === null || value < this.wideLeast) this.wideLeast = value;
    if (this.wideMost === null || value > this.wideMost) this.wideMost = value;
    if (this.decimals !== null) this.decimals.integer(Number(value));
  }

  #real(value: number): void {
    // SQLite has no NaN: what is stored as one is read as NULL.
    if (Number.isNaN(value)) {
      this.nulls++;
      return;
    }
    this.reals++;
    if (value < this.minReal) this.minReal = value;
    if (value > this.maxReal) this.maxReal = value;
    if (value === 0 && Object.is(value, -0)) this.negativeZeros++;
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) this.infinities++;
    if (this.decimals !== null) this.decimals.real(value);
  }

  #blob(length: number): void {
    this.blobs++;
    if (length === 16) this.blobs16++;
    this.#size(length);
  }

  /** Of a text or a blob. */
  #size(length: number): void {
    this.bytes += length;
    if (length > this.maxBytes) this.maxBytes = length;
  }
}
