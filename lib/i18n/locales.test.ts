import { describe, expect, it } from 'vitest';
import { isLocale, localeOfHeader, timeZoneOf } from './locales.ts';

describe('localeOfHeader', () => {
  it.each([
    ['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
    ['en-GB,en;q=0.9,ru;q=0.8', 'en'],
    ['de-DE,de;q=0.9,ru;q=0.4,en;q=0.3', 'ru'],
    ['en;q=0.1,ru;q=0.7', 'ru'],
    ['ru;q=0,en;q=0.1', 'en'],
    ['fr', 'en'],
    ['', 'en'],
    [null, 'en'],
  ])('%s → %s', (header, locale) => {
    expect(localeOfHeader(header)).toBe(locale);
  });
});

describe('timeZoneOf', () => {
  it('keeps a zone that Intl knows', () => expect(timeZoneOf('Europe/Moscow')).toBe('Europe/Moscow'));
  it.each([undefined, '', 'Nowhere/Else', '<script>'])('takes %s for UTC', (cookie) => {
    expect(timeZoneOf(cookie)).toBe('UTC');
  });
});

it('knows its own languages only', () => {
  expect([isLocale('ru'), isLocale('en'), isLocale('de'), isLocale(undefined)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
