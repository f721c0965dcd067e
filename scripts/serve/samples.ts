import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { SAMPLE_CLIENTS } from '../../lib/sample/clients.ts';
import { generateSample } from '../../lib/sample/generate.ts';

export interface SampleFile {
  /** Name to show. */
  name: string;
  /** Real path. */
  path: string;
}

/** Makes the sample databases that are missing in the folder. */
export async function makeSamples(folder: string): Promise<SampleFile[]> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files: SampleFile[] = [];
  for (const { file, client, rows, seed } of SAMPLE_CLIENTS) {
    const sample = { name: client, path: path.join(realpathSync(folder), file) };
    if (!existsSync(sample.path)) await generateSample(sample.path, { client, rows, seed });
    files.push(sample);
  }
  return files;
}
