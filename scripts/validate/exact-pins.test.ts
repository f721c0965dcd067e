import { expect, test } from 'vitest';
import { loosePins } from './exact-pins.ts';

test('only exact versions pass', () => {
  const manifest = {
    dependencies: { a: '1.2.3', b: '^1.2.3', c: '5.0.0-beta.32' },
    devDependencies: { d: '7.10.0-4.0edf3', e: 'latest', f: 'git+https://example.org/f.git', g: '1.2' },
  };
  expect(loosePins(manifest)).toEqual(['b ^1.2.3', 'e latest', 'f git+https://example.org/f.git', 'g 1.2']);
});
