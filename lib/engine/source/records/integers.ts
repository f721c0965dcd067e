/** Integers as records hold them, two's complement, big end first. */

export const isInteger = (serial: number) => (serial >= 1 && serial <= 6) || serial === 8 || serial === 9;

/** Eight bytes, of which a double does not hold every value. */
export const WIDE = 6;

/** Any but those of eight bytes. */
export function integerAt(serial: number, bytes: Buffer, at: number): number {
  switch (serial) {
    case 1:
      return ((bytes[at] as number) << 24) >> 24;
    case 2:
      return (((bytes[at] as number) << 24) >> 16) | (bytes[at + 1] as number);
    case 3:
      return (
        (((bytes[at] as number) << 24) >> 8) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number)
      );
    case 4:
      return (
        ((bytes[at] as number) << 24) |
        ((bytes[at + 1] as number) << 16) |
        ((bytes[at + 2] as number) << 8) |
        (bytes[at + 3] as number)
      );
    case 5:
      return bytes.readInt16BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 2);
    default:
      return serial - 8;
  }
}
