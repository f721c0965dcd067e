/** Dates in every form that applications have left behind. */
import type { Defect } from './defect.ts';

export const DATES: Defect[] = [
  {
    what: 'dates: empty, zero, impossible, with and without zones, epoch milliseconds in DATETIME',
    sql: `CREATE TABLE dirty_dates (
      id        INTEGER PRIMARY KEY,
      naive     DATETIME,      -- ISO without a zone, with and without a fraction
      zoned     DATETIME,      -- a zone everywhere
      mixed     DATETIME,      -- some with a zone, some without
      broken    DATETIME,      -- '' and '0000-00-00' and 31 February
      millis    DATETIME,      -- milliseconds since 1970
      floating  TIMESTAMP,     -- seconds since 1970 with a fraction
      day       DATE,          -- a date, and a date with a time
      year      DATE           -- 2021 is a year and no date
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_dates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        values: [
          [
            1,
            '2024-02-29 10:00:00',
            '2024-02-29T10:00:00Z',
            '2024-02-29 10:00:00',
            '',
            1709200800000,
            1709200800.25,
            '2024-02-29',
            2021,
          ],
          [
            2,
            '2024-02-29 10:00:00.123456',
            '2024-02-29T10:00:00+03:00',
            '2024-02-29T10:00:00+03:00',
            '0000-00-00',
            1709200800123,
            1709200801.5,
            '2024-03-01 00:00:00',
            2022,
          ],
          [
            3,
            '2024-02-29T10:00',
            '2024-02-29 10:00:00.5-05:30',
            '2024-02-29T10:00:00Z',
            '0000-00-00 00:00:00',
            0,
            0,
            '1969-12-31',
            2023,
          ],
          [4, '1899-12-31 23:59:59', '9999-12-31T23:59:59Z', null, '2023-02-31', -1, -1.5, null, null],
          [5, null, null, '29.02.2024', 'завтра', null, null, '0001-01-01', 1999],
        ],
      },
    ],
  },
  {
    what: 'epochs: seconds, microseconds, Julian days, Chrome counting from 1601 and Apple from 2001',
    sql: `CREATE TABLE dirty_epochs (
      id       INTEGER PRIMARY KEY,
      seconds  DATETIME,       -- since 1970
      micros   DATETIME,       -- since 1970
      julian   DATETIME,       -- days since 4714 BC
      chrome   DATETIME,       -- microseconds since 1601
      apple    TIMESTAMP       -- seconds since 2001
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_epochs VALUES (?, ?, ?, ?, ?, ?)',
        values: [
          [1, 1709200800, 1709200800000000n, 2460369.9166666665, 13353674400000000n, 730893600],
          [2, 1709287200, 1709287200000000n, 2460370.5, 13353760800000000n, 730980000.5],
          [3, null, null, null, null, null],
        ],
      },
    ],
  },
];
