import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { Overrides } from '../engine/index.ts';
import { WrongUse } from './exit.ts';
import { startedIn } from './paths.ts';

/** The choices written in a file: JSON as docs/overrides.schema.json describes. Throws WrongUse. */
export function readOverrides(file: string | undefined): Overrides {
  if (file === undefined) return {};
  const path = resolve(startedIn(), file);
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw wrong(path, error instanceof SyntaxError ? `it is not JSON: ${error.message}` : reason(error));
  }
  if (typeof document === 'object' && document !== null) delete (document as { $schema?: unknown }).$schema;
  const parsed = Overrides.safeParse(document);
  if (!parsed.success) throw wrong(path, z.prettifyError(parsed.error));
  return parsed.data;
}

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
}

function wrong(path: string, why: string): WrongUse {
  return new WrongUse(
    'PLN-OVERRIDES-FILE',
    `The overrides in ${path} cannot be used: ${why}`,
    'docs/overrides.md shows what such a file looks like; editors check it against docs/overrides.schema.json.',
  );
}
