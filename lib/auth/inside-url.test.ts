import { expect, test, vi } from 'vitest';

vi.mock('next-auth', () => ({ default: () => ({}), CredentialsSignin: class {} }));
vi.mock('next-auth/providers/credentials', () => ({ default: () => ({}) }));
const { insideUrl } = await import('../auth.ts');

const HOME = 'https://panel.example.org';

test.each(['/runs/x?tab=log', 'https://panel.example.org/runs/x', 'runs/x'])('%s is inside', (url) => {
  expect(insideUrl(url, HOME)).toMatch(/^https:\/\/panel\.example\.org\/runs\/x/);
});

test.each([
  'https://evil.example.org/',
  '//evil.example.org/',
  '\\\\evil.example.org',
  '/\\evil.example.org',
  '/\t/evil.example.org',
  'https://panel.example.org@evil.example.org/',
  'https://panel.example.org.evil.example.org/',
  'http://panel.example.org/',
  'https://panel.example.org:8443/',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://panel.example.org/x',
  'https://[',
])('%j leads home instead', (url) => {
  expect(insideUrl(url, HOME)).toBe(HOME);
});
