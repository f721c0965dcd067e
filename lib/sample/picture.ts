import type { Random } from './random.ts';

const SIDE = 8;

/** An 8 × 8 picture, symmetric like an identicon: a valid BMP of 246 bytes. */
export function picture(random: Random): Buffer {
  const bytes = Buffer.alloc(54 + SIDE * SIDE * 3, 0xff);
  bytes.fill(0, 0, 54);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(SIDE, 18);
  bytes.writeInt32LE(SIDE, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  const colour = random.bits();
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE / 2; x++) {
      if (random.chance(0.5)) continue;
      for (const column of [x, SIDE - 1 - x]) {
        bytes.writeUIntLE(colour & 0xffffff, 54 + (y * SIDE + column) * 3, 3);
      }
    }
  }
  return bytes;
}
