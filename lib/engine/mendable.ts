/** Failures that lie outside of what is migrated: once somebody has mended them, a run can go on from where it stands. */
import { MigrationError } from './errors.ts';

const MENDABLE = [
  ...['TGT-LOST', 'TGT-STALLED', 'TGT-LOCKED', 'TGT-PRIVILEGE'],
  // Connecting again after the connection was lost.
  ...['TGT-DNS', 'TGT-REFUSED', 'TGT-TIMEOUT', 'TGT-AUTH-28P01', 'TGT-HBA-28000', 'TGT-TOO-MANY-53300'],
  ...['TGT-NOT-READY', 'TGT-CONNECT'],
];

/** A full disk is not among them: the room that the run has taken is needed. */
export function isMendable(error: unknown): error is MigrationError {
  return error instanceof MigrationError && MENDABLE.includes(error.code);
}
