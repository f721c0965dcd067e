/** What runs left behind, looked for and removed. */

/** What a run that did not come to its end has in a target and beside the snapshots. */
export interface Leftover {
  run: string;
  /** `interrupted`: nobody is at work on it, but whoever began it may go on. */
  state: 'dead' | 'interrupted' | 'alive';
  /** A run of this panel; others were started elsewhere. */
  here: boolean;
  schema: string | null;
  functions: boolean;
  bytes: number;
  tables: number;
  rows: number | null;
  /** ISO, in UTC. */
  since: string | null;
  files: { path: string; bytes: number }[];
}

export interface Leftovers {
  found: Leftover[];
  /** Of a removal: what is gone, and what could not be removed. */
  removed?: { run: string }[];
  left?: { run: string; reason: string }[];
}
