/** `npm run constructs`: writes docs/constructs.md anew from the golden cases. */
import { writeFileSync } from 'node:fs';
import { CONSTRUCTS, renderConstructs } from './constructs.ts';

writeFileSync(CONSTRUCTS, renderConstructs());
