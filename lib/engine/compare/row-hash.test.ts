/** PostgreSQL itself says what the hash is. */
import fc from 'fast-check';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { encodingOf } from './encodings.ts';
import { feedText } from './feed.ts';
import { RowHash } from './row-hash.ts';

type Field = { integer: bigint } | { float: number } | { boolean: boolean } | { text: string } | null;

const field: fc.Arbitrary<Field> = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((integer) => ({ integer })),
  fc.double({ noNaN: true }).map((float) => ({ float })),
  fc.boolean().map((boolean) => ({ boolean })),
  fc
    .string({ unit: 'binary', maxLength: 60 })
    .filter((text) => !text.includes('\0'))
    .map((text) => ({ text })),
  fc.constant(null),
);

const TYPES = { integer: 'bigint', float: 'double precision', boolean: 'boolean', text: 'text' };

test('a row has the hash that PostgreSQL computes of it', async () => {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 12 }), async (fields) => {
        expect(ours(fields)).toBe(await theirs(client, fields));
      }),
      { numRuns: 300, seed: 64 },
    );
  } finally {
    await client.end();
  }
});

test('exchanged values of two rows do not add up to the same', () => {
  const [a, b, c, d] = [1n, 2n, 3n, 4n].map((integer) => ({ integer }));
  const sum = (rows: (Field | undefined)[][]) =>
    rows.reduce((total, row) => total + BigInt(ours(row as Field[])), 0n);
  expect(
    sum([
      [a, b],
      [c, d],
    ]),
  ).not.toBe(
    sum([
      [a, d],
      [c, b],
    ]),
  );
});

function ours(fields: Field[]): string {
  const hash = new RowHash();
  for (const value of fields) {
    if (value === null) hash.none();
    else {
      const [kind, plain] = Object.entries(value)[0] as [
        keyof typeof TYPES,
        bigint | number | boolean | string,
      ];
      const encoding = encoded(kind);
      feedText(hash, encoding, encoding.encode(typeof plain === 'boolean' ? String(plain) : plain));
    }
  }
  hash.end();
  return String(BigInt.asIntN(64, (BigInt(hash.high) << 32n) | BigInt(hash.low)));
}

async function theirs(client: pg.Client, fields: Field[]): Promise<string> {
  const values = fields.map((value) => (value === null ? null : Object.values(value)[0]));
  const row = fields.map((value, at) => {
    const kind = value === null ? 'text' : (Object.keys(value)[0] as keyof typeof TYPES);
    const given = `$${at + 1}::text::${TYPES[kind]}`;
    const { hashed, target } = encoded(kind);
    return hashed ? hashed.target(`(${given})`) : `(${target(`(${given})`)})::text COLLATE "C"`;
  });
  const { rows } = await client.query(
    `SELECT hash_record_extended(ROW(int8send(hash_record_extended(ROW(${row.join(', ')}), 0))), 0)::text AS hash`,
    values.map((value) => (value === null ? null : Object.is(value, -0) ? '-0' : String(value))),
  );
  return rows[0].hash;
}

function encoded(kind: keyof typeof TYPES) {
  return encodingOf({ type: TYPES[kind], plan: { codec: 'text' } as never });
}
