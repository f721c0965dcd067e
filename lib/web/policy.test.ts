import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './policy.ts';

const of = (settings: { https: boolean; development: boolean }) =>
  new Map(
    contentSecurityPolicy('abc', settings)
      .split('; ')
      .map((part) => [part.split(' ')[0], part.split(' ').slice(1)]),
  );

test('scripts run only with the nonce, nobody frames the panel, forms go nowhere else', () => {
  const policy = of({ https: true, development: false });
  expect(policy.get('script-src')).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
  expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
  expect(policy.get('form-action')).toEqual(["'self'"]);
  expect(policy.get('base-uri')).toEqual(["'none'"]);
  expect(policy.get('object-src')).toEqual(["'none'"]);
  expect(policy.has('upgrade-insecure-requests')).toBe(true);
  expect(of({ https: false, development: false }).has('upgrade-insecure-requests')).toBe(false);
});
