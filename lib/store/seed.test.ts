import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownerOf, Secrets } from './secrets.ts';
import { moveSampleTarget, samplesAreWanted, seedSamples } from './seed.ts';
import { type PanelDatabase, panelDatabase, someMigration } from './testing.ts';

let database: PanelDatabase;
let folder: string;
beforeEach(async () => {
  database = await panelDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), 'howdah-seed-'));
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const secrets = new Secrets(Buffer.alloc(32, 5));

test('samples come once; removed ones stay away; the target follows its server and nobody else’s does', async () => {
  const { prisma } = database;
  const file = path.join(folder, 'a.db');
  await writeFile(file, 'x');
  const targetUrl = 'postgresql://sample:first%40@127.0.0.1:5000/sample';
  expect(await samplesAreWanted(prisma)).toBe(true);
  await seedSamples(prisma, secrets, { files: [{ name: 'A', path: file }], targetUrl });
  await seedSamples(prisma, secrets, { files: [{ name: 'A', path: file }], targetUrl });
  expect(await samplesAreWanted(prisma)).toBe(false);
  expect(await prisma.source.count({ where: { kind: 'sample' } })).toBe(1);
  expect(await prisma.probe.count({ where: { state: 'queued' } })).toBe(2);
  const project = await prisma.project.findFirstOrThrow({ include: { sources: true, targets: true } });
  expect(project.sources).toHaveLength(1);
  expect(project.targets).toHaveLength(1);

  const { targetId } = await someMigration(prisma);
  await moveSampleTarget(prisma, secrets, 'postgresql://sample:second@127.0.0.1:6000/sample');
  const moved = await prisma.target.findFirstOrThrow({ where: { sample: true } });
  expect(moved).toMatchObject({ port: 6000, user: 'sample' });
  expect(secrets.open(moved.password ?? '', ownerOf(moved.id))).toBe('second');
  expect((await prisma.target.findUniqueOrThrow({ where: { id: targetId } })).port).toBe(5432);
});
