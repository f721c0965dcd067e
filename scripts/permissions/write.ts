/** `npm run permissions`: writes docs/permissions.md anew from the code. */
import { writeFileSync } from 'node:fs';
import { MATRIX, renderMatrix } from './matrix.ts';

writeFileSync(MATRIX, renderMatrix());
