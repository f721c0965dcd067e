import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { SAMPLE_CLIENTS } from '../../lib/sample/clients.ts';
import { generateSample } from '../../lib/sample/generate.ts';

export interface SampleFile {
  /** Name to show. */
  name: string;
  /** Real path. */
  path: string;
  /** The tour leads through it. */
  tour: boolean;
}

/** Makes the sample databases that are missing in the folder. */
export async function makeSamples(folder: string): Promise<SampleFile[]> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files: SampleFile[] = [];
  for (const { file, client, rows, seed, ...more } of SAMPLE_CLIENTS) {
    const rough = 'rough' in more;
    const sample = { name: client, path: path.join(realpathSync(folder), file), tour: rough };
    if (!existsSync(sample.path)) await generateSample(sample.path, { client, rows, seed, rough });
    files.push(sample);
  }
  return files;
}
