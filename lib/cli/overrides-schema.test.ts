import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { overridesSchema } from './overrides-schema.ts';

const DOCS = join(import.meta.dirname, '../../docs');

it('is the one in docs/ (if not: node lib/cli/write-overrides-schema.ts)', () => {
  expect(JSON.parse(readFileSync(join(DOCS, 'overrides.schema.json'), 'utf8'))).toEqual(overridesSchema());
});

it('explains every property, and so does the guide', () => {
  const guide = readFileSync(join(DOCS, 'overrides.md'), 'utf8');
  const properties = [...propertiesOf(overridesSchema())];
  expect(properties.length).toBeGreaterThan(5);
  for (const [name, property] of properties) {
    expect(property.description, name).toBeTypeOf('string');
    expect(guide).toContain(`"${name}"`);
  }
});

type Schema = { description?: string };

function* propertiesOf(schema: unknown): Generator<[string, Schema]> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') yield* Object.entries(value as Record<string, Schema>);
    yield* propertiesOf(value);
  }
}
