import { expect, test } from 'vitest';
import { attachment } from './attachment.ts';

test.each([
  ['report.csv', `attachment; filename="report.csv"; filename*=UTF-8''report.csv`],
  ['отчёт.csv', `attachment; filename="_____.csv"; filename*=UTF-8''%D0%BE%D1%82%D1%87%D1%91%D1%82.csv`],
  [
    'a"b\r\nSet-Cookie: x=1.csv',
    `attachment; filename="a_b__Set-Cookie: x=1.csv"; filename*=UTF-8''a%22b__Set-Cookie%3A%20x%3D1.csv`,
  ],
  ['../../etc/passwd', `attachment; filename=".._.._etc_passwd"; filename*=UTF-8''.._.._etc_passwd`],
  ["100%'(1)*.csv", `attachment; filename="100_'(1)*.csv"; filename*=UTF-8''100%25%27%281%29%2A.csv`],
  ['half \ud800', `attachment; filename="half _"; filename*=UTF-8''half%20%EF%BF%BD`],
])('%j becomes one header that says only what it should', (name, header) => {
  expect(attachment(name)).toBe(header);
  expect(new Headers({ 'content-disposition': attachment(name) }).get('content-disposition')).toBe(header);
});
