/** The overrides document as JSON schema, for editors: made from the one schema that the engine itself checks with. */
import { z } from 'zod';
import { Overrides } from '../engine/index.ts';

/** By property, from the outside in. A test sees to it that none is missing. */
const DESCRIPTIONS: Record<string, string> = {
  names: 'What becomes of names: keep (as they are, quoted), lower, or snake. keep unless said otherwise.',
  integers: 'bigint for all whole numbers, or the smallest type that holds them; primary keys stay bigint.',
  zone: 'Times without a zone are local times of this zone (Europe/Moscow) and become timestamptz.',
  lengths: 'keep varchar(n) where all values fit, or text everywhere.',
  misfits:
    'What becomes of values that do not fit the declared type: widen the type (unless said otherwise), null, quarantine their rows, or stop.',
  text: 'What becomes of texts with NUL or bytes that are not UTF-8: bytes keeps them as bytea (unless said otherwise); strip, replace or escape what is bad; or quarantine their rows.',
  orphans:
    'What becomes of rows whose foreign key points nowhere: not-valid keeps them and the key binds new rows only (unless said otherwise); quarantine them; or stop.',
  nocase:
    'COLLATE NOCASE: index keeps uniqueness by an index on the lower-cased text (unless said otherwise); collation gives the columns a collation that takes no account of case.',
  match:
    'Rows go into the tables that the application made: fail where one has rows, replace them, or upsert by key.',
  tables: 'Choices by table: the name in the source, exactly as it is written there.',
  'tables.rename': 'The name of the table in the target.',
  'tables.exclude': 'true leaves the table out; the report then lists it as left out by choice.',
  'tables.rowsOnly': 'true carries the rows alone: no keys, indexes, checks or triggers.',
  'tables.where': "Only rows for which this condition, in SQLite's SQL, is true.",
  'tables.orphans': 'As orphans above, for this table.',
  'tables.match': 'As match above, for this table.',
  'tables.search':
    "Adds a tsvector column over the table's texts, by this text search configuration, with a GIN index.",
  'tables.columns': 'Choices by column: the name in the source, exactly as it is written there.',
  'tables.columns.rename': 'The name of the column in the target.',
  'tables.columns.exclude': 'true leaves the column out.',
  'tables.columns.type':
    'The PostgreSQL type. Values that do not fit it stop the plan, unless misfits says what becomes of them.',
  'tables.columns.form':
    'How numbers stand for times; the column becomes timestamptz unless type says date or timestamp.',
  'tables.columns.zone': 'As zone above, for this column.',
  'tables.columns.misfits': 'As misfits above, for this column.',
  'tables.columns.text': 'As text above, for this column.',
  'tables.columns.empty': 'null makes empty texts NULL; keep (unless said otherwise) keeps them.',
  'tables.columns.nocase': 'As nocase above, for this column.',
  'tables.columns.default': "The default, an expression in PostgreSQL's SQL; null for none.",
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
