import { GATE } from '../gates.ts';
import { need, type RunContext, sourceThreads } from '../run-context.ts';
import { type Catalog, type CatalogTable, hasRows } from '../source/catalog.ts';
import type { Piece } from '../source/pieces.ts';
import type { TableProfile } from '../source/profile.ts';

/** Reads the catalog and scans every ordinary table, large ones in pieces: several threads have a part in them. */
export async function profileStage(context: RunContext): Promise<void> {
  if (context.plan) return;
  try {
    await readAll(context);
  } catch (error) {
    // Where the file is damaged, what is told is the damage.
    await context.gates.passed(GATE.checked);
    throw error;
  }
}

async function readAll(context: RunContext): Promise<void> {
  const threads = sourceThreads(context);
  context.catalog = await threads.run<Catalog>({ do: 'catalog' });
  const tables = need(context.catalog, 'the catalog').tables.filter(hasRows);
  const pieces = await threads.run<Piece[][]>({ do: 'pieces', tables });
  const count = counter(context, pieces);
  const work = tables.map((table, at) => ({ table, pieces: pieces[at] ?? [] }));
  // The largest first: towards the end there shall be something for every thread.
  work.sort((a, b) => rowsOf(b.pieces) - rowsOf(a.pieces));
  const profiles = await Promise.all(
    work.map(async (part) => [part.table.name, await profileOf(context, part, count)] as const),
  );
  context.profiles = Object.fromEntries(profiles);
}

async function profileOf(
  context: RunContext,
  { table, pieces }: { table: CatalogTable; pieces: Piece[] },
  count: (piece: Piece) => void,
): Promise<TableProfile> {
  const threads = sourceThreads(context);
  const [only, ...others] = pieces;
  if (only && others.length === 0) {
    const profile = await threads.run<TableProfile>({ do: 'profile', table, piece: only });
    count(only);
    return profile;
  }
  const parts = await Promise.all(
    pieces.map(async (piece) => {
      const part = await threads.run<TableProfile>({ do: 'profile-piece', table, piece });
      count(piece);
      return part;
    }),
  );
  return threads.run<TableProfile>({ do: 'profile-merge', table, pieces, parts });
}

/** Progress in rows; a table without any counts as one, so that thousands of empty ones move it too. */
function counter(context: RunContext, pieces: Piece[][]): (piece: Piece) => void {
  const weight = (piece: Piece) => Math.max(1, piece.rows);
  const total = pieces.flat().reduce((sum, piece) => sum + weight(piece), 0);
  let done = 0;
  return (piece) => {
    done += weight(piece);
    context.progress.stage({ type: 'stage-progress', stage: 'profile', done, total });
  };
}

function rowsOf(pieces: Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.rows, 0);
}
