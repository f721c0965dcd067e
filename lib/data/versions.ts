/** What runs here: for whoever is told of a fault. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { reader } from './access.ts';
import { latestServerHealth } from './server-health.ts';

export async function panelVersions(): Promise<{ howdah: string; node: string; postgres: string | null }> {
  const { db } = await reader('overview.read');
  const server = await latestServerHealth(db, null);
  return { howdah: await ownVersion(), node: process.version, postgres: server?.version || null };
}

/** The panel is started in its own folder. */
async function ownVersion(): Promise<string> {
  const text = await readFile(path.join(process.cwd(), 'package.json'), 'utf8').catch(() => '{}');
  return (JSON.parse(text) as { version?: string }).version ?? '—';
}
