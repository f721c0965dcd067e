import type { Contestant } from './contestant.ts';
import { floor } from './floor.ts';
import { unverified, verified } from './howdah.ts';
import { pgloader } from './pgloader.ts';
import { rowByRow } from './row-by-row.ts';
import { sqlitePipe } from './sqlite-pipe.ts';

/** In the order of the table. */
export const CONTESTANTS: readonly Contestant[] = [
  verified,
  unverified,
  floor,
  sqlitePipe,
  pgloader,
  rowByRow,
];
export const CONTESTANT_NAMES = CONTESTANTS.map(({ name }) => name);
