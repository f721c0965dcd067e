/** Typed documents into and out of Prisma's json columns. */
import type { Prisma } from './generated/client.ts';

/** Any plain document; keys that are undefined are left out, as JSON does. */
export function jsonValue(document: object): Prisma.InputJsonValue {
  return document as Prisma.InputJsonValue;
}

/** A json column that only our own code wrote, as the type it was written from. */
export function documentOf<T>(value: unknown): T {
  return value as T;
}
