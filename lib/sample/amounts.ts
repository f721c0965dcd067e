/** How many rows each table gets, and how sizes are written. */
import { SampleError } from './error.ts';
import type { SampleTable } from './schema.ts';

export const MIN_ROWS = 10;
/** Bytes of the file for each row once indexes are made, and what an empty file takes; measured. */
const BYTES_PER_ROW = 177;
const EMPTY_BYTES = 120_000;

const UNITS: Record<string, number> = { '': 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** Shares `total` out among the tables; the counts add up to exactly `total`. */
export function rowsByTable(total: number): Record<SampleTable, number> {
  if (!Number.isSafeInteger(total) || total < MIN_ROWS) {
    throw new SampleError(`A sample has at least ${MIN_ROWS} rows; ${total} were asked for.`);
  }
  const scaled = (most: number, per: number) => Math.max(1, Math.min(most, Math.round(total / per)));
  const staff = scaled(200, 300);
  const services = scaled(150, 100);
  const fixed = {
    settings: scaled(12, 100),
    categories: scaled(8, 100),
    services,
    staff,
    service_staff: Math.max(1, Math.round(staff * Math.min(services, 20) * 0.3)),
    working_hours: Math.max(1, Math.min(staff * 6, Math.round(total / 60))),
    admins: scaled(12, 500),
  };
  const rest = total - Object.values(fixed).reduce((sum, rows) => sum + rows, 0);
  const users = Math.max(fixed.admins, Math.floor(rest * 0.15));
  const bookings = Math.max(1, Math.floor(rest * 0.36));
  const payments = Math.floor(bookings * 0.75);
  const reviews = Math.floor(bookings * 0.2);
  return {
    ...fixed,
    users,
    bookings,
    payments,
    reviews,
    audit_log: rest - users - bookings - payments - reviews,
  };
}

/** Rows that make a file of about `bytes`. */
export function rowsForBytes(bytes: number): number {
  return Math.max(MIN_ROWS, Math.round((bytes - EMPTY_BYTES) / BYTES_PER_ROW));
}

/** `500KB`, `2 GB`, `1.5gb`, `4096` → bytes; decimal units, as disks are sold. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT]?B?)$/i.exec(text.trim());
  const unit = (match?.[2] ?? '').toUpperCase();
  const factor = UNITS[unit] ?? UNITS[`${unit}B`];
  const bytes = match && factor ? Math.round(Number(match[1]) * factor) : Number.NaN;
  if (!Number.isSafeInteger(bytes) || bytes < 1) {
    throw new SampleError(`"${text}" is not a size. Write it like 500MB or 2GB.`);
  }
  return bytes;
}
