/** What a finding says does not arrive as it is: values that change or become NULL, rows and columns kept out. Pure. */
import type { Finding } from '../../lib/engine/types.ts';

export type LossKind = 'nulled' | 'changed' | 'quarantined' | 'rowsOut' | 'columnOut';

export interface Loss {
  kind: LossKind;
  /** Of values or rows; null of a whole column. */
  count: number | null;
}

/** All by choice, but for columns that SQLite itself cannot read: without a choice nothing is lost. */
const KINDS: Record<string, LossKind> = {
  'COL-MISFITS-NULL': 'nulled',
  'COL-EMPTY-NULL': 'nulled',
  'COL-TEXT-CLEANED': 'changed',
  'COL-MISFITS-QUARANTINE': 'quarantined',
  'ROW-ORPHANS-QUARANTINE': 'quarantined',
  'ROW-WHERE': 'rowsOut',
  'COL-EXCLUDED': 'columnOut',
  'COL-UNREADABLE': 'columnOut',
};

export function lossOf({ code, params }: Finding): Loss | null {
  const kind = KINDS[code];
  if (!kind) return null;
  const count = typeof params.count === 'number' ? params.count : null;
  return count === 0 ? null : { kind, count };
}
