/** A disk that is soon full: a file system of its own in memory. Only root may mount one. */
import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Why there can be none on this machine; null where there can. */
export function noSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'small disks are mounted on Linux alone';
  if (process.getuid?.() !== 0) return 'only root may mount a small disk';
  try {
    new SmallDisk(1).remove();
    return null;
  } catch (error) {
    return `no small disk can be mounted here: ${(error as Error).message.split('\n')[0]}`;
  }
}

export class SmallDisk {
  readonly folder: string;

  constructor(megabytes: number) {
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'howdah-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.folder], {
        stdio: 'pipe',
      });
    } catch (error) {
      rmdirSync(this.folder);
      throw error;
    }
    chmodSync(this.folder, 0o755);
  }

  /** Takes all the room that is left. */
  fill(): void {
    const block = Buffer.alloc(64 << 10);
    const file = openSync(this.#ballast, 'w');
    try {
      for (;;) writeSync(file, block);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  remove(): void {
    execFileSync('umount', ['-l', this.folder]);
    rmdirSync(this.folder);
  }

  get #ballast(): string {
    return path.join(this.folder, 'ballast');
  }
}
