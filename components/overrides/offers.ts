/** Which choice a finding calls for, and where in the document it stands. Pure. */
import type { Finding, Plan } from '../../lib/engine/types.ts';
import { tableOf } from '../schema-review/plan-figures.ts';
import { inColumn, inTable, type Place } from './document.ts';
import type { FieldName } from './fields.ts';

export interface Offer {
  table: string | null;
  column: string | null;
  /** The choice that decides it. */
  field: FieldName;
  place: Place;
}

/** Findings about a column: what decides them. */
const OF_COLUMN: Record<string, FieldName> = {
  'COL-WIDENED': 'misfits',
  'COL-LENGTH': 'misfits',
  'COL-MIXED': 'misfits',
  'COL-MISFITS-NULL': 'misfits',
  'COL-MISFITS-QUARANTINE': 'misfits',
  'COL-MISFITS-STOP': 'misfits',
  'COL-BYTES': 'text',
  'COL-TEXT-CLEANED': 'text',
  'COL-EMPTY-NULL': 'empty',
  'COL-EPOCH': 'form',
  'COL-ZONE': 'zone',
  'COL-DEFAULT': 'default',
  'COL-EXCLUDED': 'exclude',
  'MAT-COLUMN-MISSING': 'exclude',
  'MAT-NULLS': 'misfits',
  'MAT-FORM': 'form',
  'MAT-ZONE': 'zone',
};

const OF_TABLE: Record<string, FieldName> = {
  'FK-ORPHANS': 'orphans',
  'ROW-ORPHANS-QUARANTINE': 'orphans',
  'ROW-ORPHANS-STOP': 'orphans',
  'ROW-WHERE': 'where',
  'TBL-ROWS-ONLY': 'rowsOnly',
  'TBL-EXCLUDED': 'exclude',
  'MAT-TABLE-MISSING': 'exclude',
  'MAT-NO-KEY': 'match',
  'MAT-UPSERT': 'match',
  'MAT-REPLACES': 'match',
  'TGT-ROWS': 'match',
};

const OF_DATABASE: Record<string, FieldName> = { 'TGT-NOT-EMPTY': 'match' };

/** What becomes of values that do not fit is what such a finding of a column is about. */
export function isOfMisfits({ code }: Finding): boolean {
  return OF_COLUMN[code] === 'misfits';
}

/** Null where nothing in the document can change what it says. */
export function offerOf(finding: Finding, plan: Plan): Offer | null {
  const { code } = finding;
  const whole = OF_DATABASE[code];
  if (whole) return { table: null, column: null, field: whole, place: [whole] };
  const table = tableOf(finding, tableNames(plan));
  if (table === null) return null;
  const column = columnOf(finding, table);
  const renamed = code === 'NAME-CHANGED' ? 'rename' : undefined;
  const ofColumn = OF_COLUMN[code] ?? renamed;
  if (column !== null && ofColumn) {
    return { table, column, field: ofColumn, place: [...inColumn(table, column), ofColumn] };
  }
  const ofTable = OF_TABLE[code] ?? renamed;
  return ofTable ? { table, column: null, field: ofTable, place: [...inTable(table), ofTable] } : null;
}

/** Those left out by choice too. */
function tableNames({ tables, objects }: Plan): Set<string> {
  const others = objects.filter(({ kind }) => kind === 'table').map(({ name }) => name);
  return new Set([...tables.map(({ source }) => source), ...others]);
}

function columnOf({ object }: Finding, table: string): string | null {
  return object.startsWith(`${table}.`) ? object.slice(table.length + 1) : null;
}
