import { expect, test } from 'vitest';
import { isSameOrigin, originOf, SOCKET_ADDRESS_HEADER } from './origin.ts';

const addressOf = (socket: string, forwarded?: string) => {
  const headers = new Headers({ [SOCKET_ADDRESS_HEADER]: socket });
  if (forwarded) headers.set('x-forwarded-for', forwarded);
  return originOf(headers).address;
};

test('straight from the internet, what the client claims does not count', () => {
  expect(addressOf('203.0.113.9', '10.0.0.1')).toBe('203.0.113.9');
});

test('behind a proxy it is what the proxy added, not what the client sent before', () => {
  expect(addressOf('127.0.0.1', '1.1.1.1, 203.0.113.9')).toBe('203.0.113.9');
  expect(addressOf('::ffff:172.18.0.3', '203.0.113.9')).toBe('203.0.113.9');
  expect(addressOf('fd00::1', '2001:db8::1')).toBe('2001:db8::1');
});

test('without a proxy on this machine it is the machine', () => {
  expect(addressOf('::1')).toBe('::1');
  expect(originOf(new Headers()).address).toBe('unknown');
});

test('only a page of this panel is believed to be one', () => {
  const from = (headers: Record<string, string>) => isSameOrigin(new Headers(headers));
  const host = 'panel.example.org';
  expect(from({ host, origin: 'https://panel.example.org' })).toBe(true);
  expect(from({ host: '127.0.0.1:3000', 'x-forwarded-host': host, origin: `https://${host}` })).toBe(true);
  expect(from({ host: 'localhost:3000', origin: 'http://localhost:3000' })).toBe(true);
  expect(from({ host })).toBe(false);
  expect(from({ host, origin: 'null' })).toBe(false);
  expect(from({ host, origin: 'https://evil.example.org' })).toBe(false);
  expect(from({ host, origin: `https://${host}.evil.example.org` })).toBe(false);
  expect(from({ host, origin: `https://${host}:8443` })).toBe(false);
});
