import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { versionOf } from './contestants/on-path.ts';
import type { Surroundings } from './results.ts';
import type { Server } from './server.ts';
import { whole } from './table.ts';

const PROGRAMS = ['psql', 'sqlite3', 'pgloader'];

export async function surroundings({ origin, version, settings }: Server): Promise<Surroundings> {
  const versions = await Promise.all(PROGRAMS.map(async (name) => [name, await versionOf(name)] as const));
  return {
    machine: machine(),
    server: { origin, version, settings },
    programs: Object.fromEntries(versions),
  };
}

/** How busy others kept it belongs to it: numbers of a busy machine are worth less. */
export function machine(): string {
  const model = cpus()[0]?.model.trim();
  const parts = [
    `${availableParallelism()} cores${model && model !== 'unknown' ? ` (${model})` : ''}`,
    `${whole(totalmem() / 2 ** 30)} GB of memory`,
    `${platform()} ${release()} ${arch()}`,
    `Node ${process.versions.node}`,
    `load ${(loadavg()[0] ?? 0).toFixed(1)} in the minute before`,
  ];
  return parts.join(', ');
}

/** A few lines that say where numbers come from. */
export function described({ machine: said, server, programs }: Surroundings): string[] {
  const settings = Object.entries(server.settings).map(([name, value]) => `${name}=${value}`);
  const installed = Object.entries(programs).map(([name, version]) =>
    version ? `${name} ${version}` : `${name} not installed`,
  );
  return [
    `Machine: ${said}.`,
    `Server: PostgreSQL ${server.version}, ${server.origin}, on the same machine; ${settings.join(', ')}.`,
    `Programs: ${installed.join('; ')}.`,
  ];
}
