/** The overrides document as JSON schema, for editors: made from the one schema that the engine itself checks with. */
import { z } from 'zod';
import { Overrides } from '../engine/index.ts';

/** By property, from the outside in. A test sees to it that none is missing. */
const DESCRIPTIONS: Record<string, string> = {
  tables: 'Choices by table: the name in the source, exactly as it is written there.',
  'tables.rename': 'The name of the table in the target.',
  'tables.exclude': 'true leaves the table out; the report then lists it as left out by choice.',
  'tables.columns': 'Choices by column: the name in the source, exactly as it is written there.',
  'tables.columns.rename': 'The name of the column in the target.',
  'tables.columns.type':
    'The PostgreSQL type. One of those that hold every value of the column; a wrong one is answered with the list.',
};

export function overridesSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(Overrides, {
    io: 'input',
    override: ({ jsonSchema, path }) => {
      if (path.at(-2) !== 'properties') return;
      const property = path
        .filter((part) => part !== 'properties' && part !== 'additionalProperties')
        .join('.');
      jsonSchema.description = DESCRIPTIONS[property];
    },
  });
  return {
    title: 'Overrides of a Howdah migration',
    ...schema,
    properties: { $schema: { type: 'string', description: 'Where this schema is.' }, ...schema.properties },
  };
}
