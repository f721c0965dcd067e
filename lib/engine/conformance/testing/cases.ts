/** The golden cases as they lie in their folders. README.md beside them explains the format. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { PlanOptions } from '../../types.ts';

const CASES = join(import.meta.dirname, '../cases');

/** What became of the construct, as the table in docs/constructs.md says it. */
export const Word = z.enum(['carried', 'adapted', 'reported']);
export type Word = z.infer<typeof Word>;

const Lines = z.array(z.string());

export const Expected = z.strictObject({
  construct: z.string().regex(/^[^a-z].*[^.]$/s, 'a sentence with a capital, without a full stop'),
  outcome: Word,
  options: PlanOptions.partial().default({}),
  exit: z.literal([0, 1, 3]).default(0),
  /** The code of the error that ends the run. */
  error: z.string().nullable().default(null),
  /** Target table → `column type, …`. */
  types: z.record(z.string(), z.string()).default({}),
  /** `kind name` → what became of it; objects that are not listed were migrated. */
  objects: z.record(z.string(), z.string()).default({}),
  /** `CODE object`, all of them. */
  findings: Lines.default([]),
  /** Source table → rows in quarantine, rows left out; tables that are not listed have none. */
  quarantined: z.record(z.string(), z.number()).default({}),
  leftOut: z.record(z.string(), z.number()).default({}),
  /** Target table → its rows. */
  rows: z.record(z.string(), Lines).default({}),
  /** Query of the target → its rows. */
  queries: z.record(z.string(), Lines).default({}),
  /** Statement that the target must refuse, once the others are through → SQLSTATE. */
  refused: z.record(z.string(), z.string()).default({}),
  /** SQL for the source in WAL mode, which stays in a log beside the file. */
  wal: z.string().default(''),
});
export type Expected = z.infer<typeof Expected>;

export interface GoldenCase {
  /** `group/case`. */
  name: string;
  group: string;
  sql: string;
  expected: Expected;
}

export function readCases(): GoldenCase[] {
  return globSync('*/*/expected.json', { cwd: CASES })
    .map((file) => dirname(file).replaceAll('\\', '/'))
    .sort()
    .map((name) => ({
      name,
      group: dirname(name),
      sql: readFileSync(join(CASES, name, 'source.sql'), 'utf8'),
      expected: parse(name, readFileSync(join(CASES, name, 'expected.json'), 'utf8')),
    }));
}

function parse(name: string, text: string): Expected {
  const result = Expected.safeParse(JSON.parse(text));
  if (!result.success) throw new Error(`cases/${name}/expected.json: ${z.prettifyError(result.error)}`);
  return result.data;
}
