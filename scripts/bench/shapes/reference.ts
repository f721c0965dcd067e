/** Two tables as a real service has them: mixed types, two languages, two indexes, a foreign key. 214 MB at a million. */
import { type Shape, type ShapeTable, share } from './shape.ts';
import { mixed, moment, money, orNull, personName, prose } from './values.ts';

export const reference: Shape = {
  title: 'two tables of 11 and 7 columns, mixed types, two indexes, a foreign key',
  tables: (rows) => [customers(share(rows, 10)), orders(rows, share(rows, 10))],
  indexes: () => [
    'CREATE INDEX orders_customer ON orders (customer_id)',
    'CREATE INDEX orders_created ON orders (created_at)',
  ],
};

function customers(rows: number): ShapeTable {
  return {
    name: 'customers',
    sql: `CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT, phone TEXT,
      active BOOLEAN NOT NULL, balance DECIMAL(12,2), created_at DATETIME NOT NULL)`,
    rows,
    row: (index) => [
      index,
      personName(index),
      orNull(index, 12, `person.${index}@example.org`),
      orNull(index, 7, `+7 9${String(mixed(index, 10) % 1e9).padStart(9, '0')}`),
      mixed(index, 11) % 5 === 0 ? 0 : 1,
      money(index),
      moment(index),
    ],
  };
}

function orders(rows: number, people: number): ShapeTable {
  return {
    name: 'orders',
    sql: `CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id),
      client TEXT NOT NULL, email TEXT, amount DECIMAL(10,2) NOT NULL, paid BOOLEAN NOT NULL,
      created_at DATETIME NOT NULL, quantity INTEGER NOT NULL, rating REAL, details TEXT, note TEXT)`,
    rows,
    row: (index) => {
      const customer = (mixed(index, 12) % people) + 1;
      return [
        index,
        customer,
        personName(customer),
        `person.${customer}@example.org`,
        money(index),
        mixed(index, 13) % 3 === 0 ? 0 : 1,
        moment(index),
        (mixed(index, 14) % 20) + 1,
        orNull(index, 4, (mixed(index, 15) % 1_000_000) / 7),
        `{"via":"bot","slot":${index % 48},"tags":["повтор"]}`,
        orNull(index, 3, prose(index, 12 + (mixed(index, 16) % 24))),
      ];
    },
  };
}
