/** SQLite's integers of one to nine bytes: https://www.sqlite.org/fileformat2.html#varint */

/** Bytes of the varint that starts here. */
export function varintLength(bytes: Uint8Array, at: number): number {
  for (let length = 1; length < 9; length++) if ((bytes[at + length - 1] as number) < 0x80) return length;
  return 9;
}

/** As a number: exact up to 2^53, which no size in a file exceeds. */
export function varint(bytes: Uint8Array, at: number): number {
  const length = varintLength(bytes, at);
  let value = 0;
  for (let index = 0; index < Math.min(length, 8); index++)
    value = value * 128 + ((bytes[at + index] as number) & 0x7f);
  return length === 9 ? value * 256 + (bytes[at + 8] as number) : value;
}

/** As a signed integer of 64 bits, which rowids are. */
export function signedVarint(bytes: Uint8Array, at: number): bigint {
  const length = varintLength(bytes, at);
  let value = 0n;
  for (let index = 0; index < Math.min(length, 8); index++)
    value = (value << 7n) | BigInt((bytes[at + index] as number) & 0x7f);
  if (length === 9) value = (value << 8n) | BigInt(bytes[at + 8] as number);
  return BigInt.asIntN(64, value);
}
