import { expect, it } from 'vitest';
import { argumentsOf } from './icu.ts';

it.each([
  ['nothing here', {}],
  ['{name} of {other}', { name: 'plain', other: 'plain' }],
  ['{port, number, ::group-off}', { port: 'number' }],
  ['{count, plural, one {# row is} other {# rows are}} in {table}', { count: 'plural', table: 'plain' }],
  [
    '{a, plural, one {is} other {of {b}, {c, select, x {y} other {z}}}}',
    { a: 'plural', b: 'plain', c: 'select' },
  ],
])('%s', (message, expected) => {
  expect(Object.fromEntries(argumentsOf(message))).toEqual(expected);
});

it.each(['{open', '{count, plural, one {#}', '{}'])('refuses %s', (message) => {
  expect(() => argumentsOf(message)).toThrow();
});
