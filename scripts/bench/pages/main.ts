/** How fast the pages answer while a large migration runs into the panel's own server, and without one. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { panelFolder, startPanel } from '../../../lib/testing/panel.ts';
import { generate } from '../shapes/generate.ts';
import { percentile } from '../statistics.ts';
import type { Scene } from '../stopping.ts';
import { markdownTable, seconds, textTable, whole } from '../table.ts';
import { beginMigration } from './migration.ts';
import { type Visits, visit } from './visit.ts';
import { type Ended, untilEnded } from './watch.ts';

export interface Pages {
  rows: number;
  bytes: number;
  run: Ended;
  during: Visits[];
  /** The same afterwards, when nothing runs. */
  quiet: Visits[];
}

/** What a page may take at the 95th percentile. */
const BAR_MS = 200;
const LONGEST_MS = 15 * 60_000;
const QUIET_MS = 20_000;
const RUN = join(import.meta.dirname, '../../run.mjs');

export async function measurePages(rows: number, scene: Scene, say: (line: string) => void): Promise<Pages> {
  const { signal } = scene;
  say('building the pages, where they are not built yet');
  await promisify(execFile)(process.execPath, [RUN, 'prepare'], { signal, maxBuffer: 64 * 1024 * 1024 });
  const { dataDir, remove } = await panelFolder();
  scene.undo(remove);
  const panel = await startPanel(dataDir);
  scene.undo(() => panel.stop());
  const samples = join(dataDir, 'samples');
  await mkdir(samples, { recursive: true });
  const source = await generate(join(samples, 'large.db'), 'reference', rows, signal);
  say(`${whole(source.rows)} rows; signing in, making the preview, starting the migration`);
  const begun = await beginMigration(panel, source.path);
  signal.throwIfAborted();

  const paths = [
    ...['/', '/sources', '/targets', '/migrations', begun.migration, '/runs', begun.run, '/history'],
    ...[`/api${begun.run}/state`, '/livez', '/readyz'],
  ];
  say('asking for the pages until the migration has ended');
  const ask = (until: () => boolean) => visit(panel.url, paths, begun.cookie, signal, until);
  let over = false;
  const ended = untilEnded(panel.url, begun.run, begun.cookie, signal).finally(() => {
    over = true;
  });
  // Looked at below; until then a failure only ends the asking.
  ended.catch(() => {});
  // What a page needs is loaded at its first request, and kept.
  await ask(times(1));
  const tooLong = clock(LONGEST_MS);
  const during = await ask(() => over || tooLong());
  if (!over) throw new Error(`The migration had not ended after ${LONGEST_MS / 60_000} minutes.`);
  const run = await ended;
  if (run.status !== 'succeeded')
    throw new Error(`The migration ended as ${run.status}: the times would say nothing.`);
  say(`the migration ${run.status} after ${seconds(run.seconds)} s; asking once more in quiet`);
  const quiet = await ask(clock(QUIET_MS));
  return { rows: source.rows, bytes: source.bytes, run, during, quiet };
}

function times(count: number): () => boolean {
  let left = count;
  return () => left-- <= 0;
}

function clock(milliseconds: number): () => boolean {
  const began = performance.now();
  return () => performance.now() - began > milliseconds;
}

const HEAD = ['page', '>requests', '>p50 ms', '>p95 ms', '>longest ms', '>p95 in quiet', 'remark'];

export function renderPages({ rows, run, during, quiet }: Pages, as: 'text' | 'markdown'): string {
  const lines = during.map((each, at) => {
    const { path, milliseconds, wrong } = each;
    const p95 = percentile(milliseconds, 0.95);
    return [
      named(path),
      whole(milliseconds.length),
      whole(percentile(milliseconds, 0.5)),
      whole(p95),
      whole(Math.max(...milliseconds)),
      whole(percentile(quiet[at]?.milliseconds ?? [], 0.95)),
      wrong > 0 ? `${wrong} answers were wrong` : p95 < BAR_MS ? 'met' : 'missed',
    ];
  });
  const table = (as === 'text' ? textTable : markdownTable)(HEAD, lines);
  const all = percentile(
    during.flatMap(({ milliseconds }) => milliseconds),
    0.95,
  );
  return `${table}\n\nWhile ${whole(rows)} rows were carried (${run.status} after ${seconds(run.seconds)} s): p95 of all requests ${whole(all)} ms, may be ${BAR_MS} ms.`;
}

/** Ids say nothing to whoever reads the table. */
function named(path: string): string {
  return path.replace(/\/(runs|migrations)\/[^/]+/, '/$1/:id');
}
