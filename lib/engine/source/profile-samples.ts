/** A few values of each column, and a few that keep it from its declared type. */
import { affinityOf, type CatalogColumn, type CatalogTable } from './catalog.ts';
import { type Form, formCondition } from './forms.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { fromPiece, type Piece } from './pieces.ts';
import { valuesOf } from './profile-classes.ts';
import type { ColumnProfile, TableProfile } from './table-profile.ts';

const MOST_SAMPLES = 3;
/** Values looked at for three that differ. */
const LOOKED_AT = 20;

/** Fills in the samples of a merged profile; `parts` are the profiles of its pieces. */
export function takeSamples(
  db: SqliteHandle,
  table: CatalogTable,
  whole: TableProfile,
  pieces: Piece[],
  parts: TableProfile[],
): void {
  const first = (name: string, has: (part: ColumnProfile) => boolean): Piece | undefined =>
    pieces[parts.findIndex((part) => part.columns[name] && has(part.columns[name]))];
  for (const column of table.columns) {
    const profile = whole.columns[column.name];
    if (!profile || profile.unreadable !== null) continue;
    const where = first(column.name, (part) => valuesOf(part) > 0);
    if (!where) continue;
    profile.samples = samplesOf(db, table, where, column, 'true');
    profile.sample = profile.samples[0] ?? null;
    const misfit = misfitOf(column, profile);
    const there = misfit && first(column.name, misfit.isIn);
    if (!there) continue;
    profile.misfits = samplesOf(db, table, there, column, misfit.condition);
    profile.misfit = profile.misfits[0] ?? null;
  }
}

/** Which values keep a column from its declared type, and whether a piece has such; null where there can be none. */
function misfitOf(
  column: CatalogColumn,
  profile: ColumnProfile,
): { condition: string; isIn: (part: ColumnProfile) => boolean } | null {
  const c = quoteSqlite(column.name);
  const counts = Object.entries(profile.forms) as [Form, number][];
  const best = counts.sort((a, b) => b[1] - a[1])[0]?.[0];
  if (best) {
    return {
      condition: `NOT ${formCondition(best, c)}`,
      isIn: (part) => (part.forms[best] ?? 0) < valuesOf(part),
    };
  }
  if (column.declared === '') return null;
  const affinity = affinityOf(column.declared);
  if (affinity === 'numeric') return null;
  return {
    condition: `typeof(${c}) <> '${affinity}'`,
    isIn: (part) => part[CLASS[affinity]] < valuesOf(part),
  };
}

const CLASS = { integer: 'integers', real: 'reals', text: 'texts', blob: 'blobs' } as const;

function samplesOf(
  db: SqliteHandle,
  table: CatalogTable,
  piece: Piece,
  column: CatalogColumn,
  condition: string,
): string[] {
  const c = quoteSqlite(column.name);
  const values = db
    .prepare(
      `SELECT CASE typeof(${c}) WHEN 'blob' THEN 'x''' || hex(substr(${c}, 1, 16)) || ''''
         ELSE substr(CAST(${c} AS TEXT), 1, 80) END
       ${fromPiece(table, piece, `${c} IS NOT NULL`, `(${condition})`)} LIMIT ${LOOKED_AT}`,
    )
    .pluck()
    .all() as (string | null)[];
  // SQLite trusts NOT NULL and leaves the question out, whatever the rows hold.
  const texts = values.filter((value) => value !== null).map((value) => value.toWellFormed());
  return [...new Set(texts)].slice(0, MOST_SAMPLES);
}
