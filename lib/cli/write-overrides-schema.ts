/** Writes docs/overrides.schema.json anew: run it when the overrides document changes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { overridesSchema } from './overrides-schema.ts';

const file = join(import.meta.dirname, '../../docs/overrides.schema.json');
writeFileSync(file, `${JSON.stringify(overridesSchema(), null, 2)}\n`);
