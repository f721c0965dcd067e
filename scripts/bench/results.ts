/** What a benchmark found, as `--json` writes it. */

export interface Attempt {
  /** Wall clock. */
  seconds: number;
  /** User and system time of the contestant and its children. */
  cpuSeconds: number | null;
  /** What the server used meanwhile, where it is ours. */
  serverCpuSeconds: number | null;
  peakBytes: number | null;
  peakResidentBytes: number | null;
  /** Why it does not count: it failed, or tables have not the rows they should. Null: all is right. */
  wrong: string | null;
  /** Seconds of the parts that the contestant itself reported. */
  parts: Record<string, number> | null;
}

export interface Result {
  name: string;
  label: string;
  /** Rows that it had to carry. */
  rows: number;
  /** Why it took no part; null: it did. */
  missing: string | null;
  /** One a round, in order. */
  attempts: Attempt[];
}

export interface ShapeResult {
  shape: string;
  title: string;
  tables: number;
  rows: number;
  bytes: number;
  results: Result[];
}

export interface Surroundings {
  /** Cores, memory, processor, system. */
  machine: string;
  server: { origin: string; version: string; settings: Record<string, string> };
  /** Versions of the programs that took part, by name; null where not installed. */
  programs: Record<string, string | null>;
}

/** Seconds of the rounds that count, null in place of the others. */
export function secondsOf({ attempts }: Result): (number | null)[] {
  return attempts.map(({ seconds, wrong }) => (wrong === null ? seconds : null));
}

export function counted(result: Result): Attempt[] {
  return result.attempts.filter(({ wrong }) => wrong === null);
}
