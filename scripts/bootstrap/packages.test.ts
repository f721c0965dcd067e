import { expect, test } from 'vitest';
import { lockIsSatisfied } from './packages.mjs';

const here = { os: [process.platform], cpu: [process.arch] };
const lock = {
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a-here': { version: '1.0.0', optional: true, ...here },
    'node_modules/a-there': { version: '1.0.0', optional: true, os: ['plan9'] },
    'node_modules/a-musl': { version: '1.0.0', optional: true, ...here, libc: ['musl'] },
    'node_modules/a-wasm-helper': { version: '1.0.0', optional: true },
  },
};
const version = '1.0.0';

test.each([
  [true, 'everything of this system', { 'node_modules/a': { version }, 'node_modules/a-here': { version } }],
  [false, 'nothing', {}],
  [false, 'another version', { 'node_modules/a': { version: '1.0.1' }, 'node_modules/a-here': { version } }],
  [false, 'without the part for this system', { 'node_modules/a': { version } }],
])('%s: %s is installed', (satisfied, _what, packages) => {
  expect(lockIsSatisfied(lock, { packages })).toBe(satisfied);
});
