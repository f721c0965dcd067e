/** Values as services hold them, made of a number: the same number always gives the same value. */

const FIRST = ['Anna', 'Мария', 'John', 'Алексей', 'Elena', 'Дмитрий', 'Peter', 'Ольга', 'Nadia', 'Сергей'];
const LAST = [
  'Smith',
  'Иванова',
  'Ozols',
  'Кузнецов',
  'Berg',
  'Попова',
  'Tamm',
  'Соколов',
  'Miller',
  'Орлова',
];
const WORDS =
  'the booking was moved to another day because кабинет занят до вечера and the client asked for a call; оплата наличными, карта клуба №7, "quoted", tab\there, 100 % — ёлка 🐘 new\nline'.split(
    ' ',
  );

/** Spreads neighbouring numbers over 32 bits. */
export function mixed(index: number, salt = 0): number {
  let value = (index + Math.imul(salt + 1, 0x9e3779b9)) | 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

export function personName(index: number): string {
  const bits = mixed(index, 1);
  return `${FIRST[bits % FIRST.length]} ${LAST[(bits >>> 8) % LAST.length]}`;
}

export function money(index: number): number {
  return (mixed(index, 2) % 10_000_000) / 100;
}

const EPOCH = Date.UTC(2019, 0, 1);
const SIX_YEARS = 6 * 365 * 86_400;

/** `2021-03-04 17:05:59`, as SQLite's own datetime() writes it. */
export function moment(index: number): string {
  const at = new Date(EPOCH + (mixed(index, 3) % SIX_YEARS) * 1000);
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

/** One in `every` is missing. */
export function orNull<T>(index: number, every: number, value: T): T | null {
  return mixed(index, 4) % every === 0 ? null : value;
}

const TEXT = Array.from({ length: 20_000 }, (_, index) => WORDS[mixed(index, 5) % WORDS.length]).join(' ');
const NOISE = noise(1 << 20);

/** Words in two languages with the characters that need care, `length` characters of them. */
export function prose(index: number, length: number): string {
  return slice(TEXT, mixed(index, 6), length);
}

/** Bytes that no compression makes smaller. */
export function bytes(index: number, length: number): Buffer {
  const from = mixed(index, 7) % (NOISE.length - length);
  return NOISE.subarray(from, from + length);
}

function slice(text: string, at: number, length: number): string {
  const from = at % (text.length - length);
  // Half an emoji is no character, and no encoding holds it.
  return text.slice(from, from + length).toWellFormed();
}

function noise(length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; at += 4) buffer.writeUInt32LE(mixed(at, 8), at);
  return buffer;
}
