/**
 * What the values of a table are. Counting happens inside SQLite; only samples and joined texts come out.
 * A table is profiled in pieces, each by itself, so that threads share it.
 */
import type { CatalogTable } from './catalog.ts';
import type { SqliteHandle } from './open.ts';
import { piecesOf } from './pieces.ts';
import { mergeProfiles } from './profile-merge.ts';
import { profilePiece } from './profile-piece.ts';
import { takeSamples } from './profile-samples.ts';
import type { TableProfile } from './table-profile.ts';

export type * from './table-profile.ts';

/** All of it in one go. */
export function profileTable(
  db: SqliteHandle,
  table: CatalogTable,
  pieces = piecesOf(db, table),
): TableProfile {
  const parts = pieces.map((piece) => profilePiece(db, table, piece));
  const whole = mergeProfiles(parts);
  takeSamples(db, table, whole, pieces, parts);
  return whole;
}
