/**
 * Makes a fresh checkout ready: a fitting Node, the packages, the database client, the pages. Written in plain
 * JavaScript without packages, for any Node from 18 on. Does only what is missing, and says what it does.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './bootstrap/build.mjs';
import { alone } from './bootstrap/lock.mjs';
import { ensureNode } from './bootstrap/node.mjs';
import { ensurePackages } from './bootstrap/packages.mjs';
import { ensurePrismaClient } from './bootstrap/prisma.mjs';

export const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * @param {{ build: boolean }} needs
 * @returns {Promise<string>} path of the Node program to go on with
 */
export function bootstrap({ build }) {
  return alone(ROOT, async () => {
    const node = await ensureNode(ROOT);
    await ensurePackages(ROOT, node);
    await ensurePrismaClient(ROOT, node);
    if (build) await ensureBuild(ROOT, node);
    return node;
  });
}
