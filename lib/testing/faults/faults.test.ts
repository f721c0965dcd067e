/** A selection of what the soak does at random, at fixed instants: processes killed, connections broken, servers killed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Action } from './actions.ts';
import { type Ground, prepareGround } from './ground.ts';
import type { Faulted, Instant } from './instants.ts';
import { type Outcome, playRound } from './round.ts';
import { MortalServer } from './server.ts';
import { noSmallDisk, SmallDisk } from './small-disk.ts';

let server: MortalServer;
let ground: Ground;

beforeAll(async () => {
  server = await MortalServer.start();
  ground = await prepareGround(server);
});
afterAll(async () => {
  ground?.remove();
  await server?.remove();
});

const GOOD = { struck: true, lost: 0, doubled: 0, halfVisible: [], left: [] };

async function play(
  action: Action,
  stage: Faulted,
  kind: 'message' | 'sent' | 'under-way' | 'unheard',
  nth = 1,
): Promise<Outcome> {
  const instant: Instant = { kind, nth };
  const outcome = await playRound(ground, { action, stage, instant });
  expect(outcome.looks).toBeGreaterThan(10);
  return outcome;
}

test('killed between the COMMIT of a chunk and its answer, the chunk is there once', async () => {
  expect(await play('kill', 'copy', 'unheard', 2)).toMatchObject({ ...GOOD, ended: 'verified', code: null });
});

test('killed when the cutover is done and nobody has heard of it: found done, and nothing is loaded again', async () => {
  expect(await play('kill', 'cutover', 'unheard')).toMatchObject({ ...GOOD, ended: 'verified', code: null });
});

test('cut off with the COMMIT of the cutover on its way: the run finds out which side of it it is on', async () => {
  expect(await play('cut', 'cutover', 'under-way')).toMatchObject({ ...GOOD, ended: 'verified', code: null });
});

test('a copy whose connection stalls goes on over another one', async () => {
  expect(await play('stall', 'copy', 'message', 60)).toMatchObject({
    ...GOOD,
    ended: 'verified',
    code: null,
  });
});

test('an index whose connection is lost under the build is built once', async () => {
  expect(await play('cut', 'constraints', 'under-way', 3)).toMatchObject({
    ...GOOD,
    ended: 'verified',
    code: null,
  });
});

test('PostgreSQL killed in the middle of a chunk: the run waits until it has recovered, and goes on', async () => {
  expect(await play('crash', 'copy', 'message', 90)).toMatchObject({
    ...GOOD,
    ended: 'verified',
    code: null,
  });
});

test('PostgreSQL killed during the COMMIT of the cutover: what was promised survives', async () => {
  expect(await play('crash', 'cutover', 'under-way')).toMatchObject({
    ...GOOD,
    ended: 'verified',
    code: null,
  });
});

test('a rollback whose answer is lost is known to have been carried out', async () => {
  expect(await play('cut', 'rollback', 'unheard')).toMatchObject({ ...GOOD, ended: 'before', code: null });
});

test('the snapshot gone while nobody carried the run: it ends, and takes with it what it had staged', async () => {
  expect(await play('snapshot-gone', 'copy', 'message', 90)).toMatchObject({
    ...GOOD,
    ended: 'before',
    code: 'RUN-SNAPSHOT-LOST',
  });
});

const why = noSmallDisk();
test.skipIf(why !== null)(`the disk of PostgreSQL is full${why ? ` (left out: ${why})` : ''}`, async () => {
  const disk = new SmallDisk(400);
  const settings = { max_wal_size: '64MB', min_wal_size: '32MB' };
  const crowded = await MortalServer.start(settings, `${disk.folder}/data`);
  let full: Ground | null = null;
  try {
    full = await prepareGround(crowded, disk);
    const fault = { action: 'disk-full', stage: 'copy', instant: { kind: 'message', nth: 60 } } as const;
    expect(await playRound(full, fault)).toMatchObject({ ...GOOD, ended: 'before', code: 'TGT-DISK-FULL' });
  } finally {
    full?.remove();
    await crowded.remove();
    disk.remove();
  }
});
