/** The folder of one benchmark: whatever it writes is in there, and gone with it. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scene } from './stopping.ts';

export async function ownFolder(scene: Scene): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'howdah-bench-'));
  // As root, the server's own account has to get to the data in it.
  await chmod(folder, 0o711);
  scene.undo(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
