/** Sample sources and a target for the first start, so that the first migration needs nothing brought along. */
import { statSync } from 'node:fs';
import { parseTarget } from '../engine/target/config.ts';
import type { PrismaClient } from './database.ts';
import { newId } from './ids.ts';
import { ownerOf, type Secrets } from './secrets.ts';

const SEEDED = 'samples-seeded';

export interface Samples {
  /** Absolute real paths. */
  files: { name: string; path: string; tour?: boolean }[];
  /** Connection string of the sample target. */
  targetUrl: string;
}

/** Once in the life of an installation: samples that were removed do not come back. */
export async function samplesAreWanted(db: PrismaClient): Promise<boolean> {
  return (await db.setting.findUnique({ where: { key: SEEDED } })) === null;
}

export async function seedSamples(db: PrismaClient, secrets: Secrets, samples: Samples): Promise<void> {
  const { password, ...place } = parseTarget(samples.targetUrl);
  const id = newId();
  const sealed = secrets.seal(password, ownerOf(id));
  await db.$transaction(async (tx) => {
    const { count } = await tx.setting.createMany({
      data: [{ key: SEEDED, value: new Date().toISOString() }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    const project = await tx.project.create({ data: { id: newId(), name: 'Sample' } });
    const projectId = project.id;
    for (const { name, path, tour = false } of samples.files) {
      const bytes = BigInt(statSync(path).size);
      const source = await tx.source.create({
        // The one of the tour stays by itself: the others are one product's clients, run at once.
        data: { id: newId(), name, kind: 'sample', path, bytes, tour, projectId: tour ? null : projectId },
      });
      await tx.probe.create({ data: { id: newId(), kind: 'source', sourceId: source.id } });
    }
    await tx.target.create({
      data: { ...place, id, name: 'sample', schema: 'public', password: sealed, sample: true, projectId },
    });
    await tx.probe.create({ data: { id: newId(), kind: 'target', targetId: id } });
  });
}

/** The embedded server may have come up on another port: the sample target follows it. */
export async function moveSampleTarget(db: PrismaClient, secrets: Secrets, targetUrl: string): Promise<void> {
  const { password, ...place } = parseTarget(targetUrl);
  for (const { id } of await db.target.findMany({ where: { sample: true, removedAt: null } })) {
    await db.target.update({
      where: { id },
      data: { ...place, password: secrets.seal(password, ownerOf(id)) },
    });
  }
}
