/** SQLite files in an allowed folder and those below it. Files are told by their header; none is opened further. */
import { open, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { config } from '../config.ts';
import { pathInside } from '../store/source-path.ts';
import { authorise } from './access.ts';
import type { Scan } from './dto/folder.ts';

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
const LIMITS = { depth: 8, entries: 20_000, found: 200 };

export async function scanFolder(folder: string, limits = LIMITS): Promise<Scan> {
  const { db } = await authorise('source.browse');
  const start = await allowedFolder(folder);
  const scan = await walk(start, limits);
  const sources = await db.source.findMany({
    where: { path: { in: scan.found.map((file) => file.path) }, removedAt: null },
    select: { id: true, name: true, path: true },
  });
  const known = new Map(sources.map(({ id, name, path: at }) => [at, { id, name }]));
  return { ...scan, found: scan.found.map((file) => ({ ...file, source: known.get(file.path) ?? null })) };
}

/** One of the allowed roots, or a folder inside of one, by its real path. Throws SRC-OUTSIDE. */
async function allowedFolder(folder: string): Promise<string> {
  const { sourceRoots } = config();
  const root = sourceRoots.find((one) => path.resolve(one) === path.resolve(folder));
  return root ? realpath(root).catch(() => root) : pathInside(folder, sourceRoots);
}

type Walk = Omit<Scan, 'found'> & { found: Omit<Scan['found'][number], 'source'>[] };

/** Breadth first, so that what lies near is found before a limit is met. Links are counted and never followed. */
async function walk(start: string, limits: typeof LIMITS): Promise<Walk> {
  const scan: Walk = { path: start, found: [], folders: 0, unreadable: 0, links: 0, cut: null };
  const queue = [{ folder: start, depth: 0 }];
  let entries = 0;
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { folder, depth } = next;
    scan.folders += 1;
    const inside = await readdir(folder, { withFileTypes: true }).catch(() => null);
    if (!inside) {
      scan.unreadable += 1;
      continue;
    }
    inside.sort((a, b) => a.name.localeCompare(b.name));
    for (const entry of inside) {
      if (entry.name.startsWith('.')) continue;
      entries += 1;
      if (entries > limits.entries || scan.found.length >= limits.found) return { ...scan, cut: 'count' };
      const file = path.join(folder, entry.name);
      if (entry.isSymbolicLink()) scan.links += 1;
      else if (entry.isDirectory()) {
        if (depth + 1 >= limits.depth) scan.cut = 'depth';
        else queue.push({ folder: file, depth: depth + 1 });
      } else if (entry.isFile() && (await isSqlite(file))) {
        const info = await stat(file).catch(() => null);
        if (!info) continue;
        const name = path.relative(start, file);
        scan.found.push({ path: file, name, bytes: info.size, modifiedAt: Math.trunc(info.mtimeMs) });
      }
    }
  }
  return scan;
}

async function isSqlite(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => null);
  if (!handle) return false;
  try {
    const head = Buffer.alloc(MAGIC.length);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return bytesRead === head.length && head.equals(MAGIC);
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}
