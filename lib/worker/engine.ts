/** What a worker needs of the engine, so that tests can put something smaller in its place. */
import type * as engine from '../engine/index.ts';

export type Engine = Pick<
  typeof engine,
  | 'runMigration'
  | 'rollbackRun'
  | 'rollbackPreview'
  | 'finaliseRun'
  | 'finalisePreview'
  | 'listLeftovers'
  | 'removeLeftovers'
  | 'putIn'
  | 'tryColumns'
  | 'probeSource'
  | 'probeTarget'
  | 'serverStats'
>;
