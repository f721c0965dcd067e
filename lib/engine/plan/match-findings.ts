/** What is found where rows go into tables that the application made. */
import type { Finding } from '../types.ts';

type Text = (p: Finding['params']) => [message: string, remedy: string];

type Param = string | number | undefined;
const some = (count: Param, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
const either = (count: Param, one: string, many: string) => (count === 1 ? one : many);

export const MATCH_TEXTS = {
  'MAT-TYPE': (p) => [
    `${p.column} is ${p.there} there, ${p.here} here.`,
    'Nothing to do: values are read for the type there; those that do not fit it are found by themselves.',
  ],
  'MAT-TABLE-MISSING': (p) => [
    `There is no table ${p.name} in the schema ${p.schema} for ${p.table}.`,
    'Let the application make it (its own migrations), rename the table in the overrides to what it is called there, or leave it out: "exclude": true.',
  ],
  'MAT-KIND': (p) => [
    `${p.name}, which stands there for ${p.table}, is no table that takes rows: it is a view or a foreign table.`,
    'Rename the table in the overrides to one that does, or leave it out: "exclude": true.',
  ],
  'MAT-COLUMN-MISSING': (p) => [
    `${p.column} has no counterpart: ${p.table} has no column ${p.name} there.`,
    `Add it there (${p.type} would hold its values), rename it in the overrides to what it is called there, or leave it out: "exclude": true.`,
  ],
  'MAT-EXTRA-NULL': (p) => [
    `${p.table} has a column ${p.name} (${p.type}) there that the source has not; rows that come in get NULL.`,
    'Nothing to do, unless the application expects a value.',
  ],
  'MAT-EXTRA-DEFAULT': (p) => [
    `${p.table} has a column ${p.name} (${p.type}) there that the source has not; rows that come in get its default, ${p.expression}.`,
    'Nothing to do, unless the application expects another value.',
  ],
  'MAT-EXTRA-COMPUTED': (p) => [
    `${p.table} has a column ${p.name} (${p.type}) there that the source has not; PostgreSQL fills it by itself.`,
    'Nothing to do.',
  ],
  'MAT-EXTRA-REQUIRED': (p) => [
    `${p.table} has a column ${p.name} (${p.type}) there that the source has not; it is NOT NULL without a default, so no row can come in.`,
    'Give it a default there for the migration (ALTER TABLE … ALTER COLUMN … SET DEFAULT …), or let it be NULL.',
  ],
  'MAT-NULLS': (p) => [
    `${some(p.count, 'value')} of ${p.column} ${either(p.count, 'is NULL or becomes so', 'are NULL or become so')}, but the column is NOT NULL there.`,
    'Fill these rows in the source, leave them out with a condition ("where"), or let the column be NULL there.',
  ],
  'MAT-MISFITS': (p) => [
    `${some(p.count, 'value')} of ${p.column} ${either(p.count, 'does', 'do')} not fit ${p.type} there. For example: ${p.sample}`,
    'Change the type there, mend the values in the source, or say what becomes of them: "misfits": null or quarantine.',
  ],
  'MAT-ZONE': (p) => [
    `${some(p.count, 'time')} of ${p.column} ${either(p.count, 'names', 'name')} no zone, but the column is timestamp with time zone there. For example: ${p.sample}`,
    'Say which zone they are of: "zone": "UTC", or the one that the application wrote them in.',
  ],
  'MAT-FORM': (p) => [
    `${p.column} holds numbers, is ${p.there} there, and it is not certain how they stand for times. For example: ${p.sample}`,
    'Say so with "form": unix-seconds, unix-milliseconds, julian-day …',
  ],
  'MAT-AS-TEXT': (p) => [
    `${p.column} is ${p.there} there: its values are handed over as texts, and PostgreSQL decides whether they fit.`,
    'Try it with a dry run: a value that PostgreSQL refuses is named.',
  ],
  'MAT-GENERATED': (p) => [
    `${p.column} is computed there (${p.expression}): its values are not written but compared with what is computed.`,
    'If they may differ, leave the column out: "exclude": true.',
  ],
  'MAT-KEY-COLLIDES': (p) => [
    `${some(p.count, 'value')} of the key ${p.key} of ${p.table} ${either(p.count, 'is', 'are')} different in the source but the same as ${p.types}.`,
    'Mend these rows in the source, or change the type there.',
  ],
  'MAT-NO-KEY': (p) => [
    `Rows of ${p.table} cannot be told apart in ${p.name}: upsert needs its primary key or a unique constraint (not deferrable, NOT NULL) of columns that come from the source. There are: ${p.keys}.`,
    'Add such a key there, or choose fail or replace for the table.',
  ],
  'MAT-UPSERT': (p) => [
    `Rows of ${p.table} go into ${p.name} by ${p.key}: those that are there are brought to what the source says, the others are added.`,
    'Nothing to do: rows there whose key the source has not stay as they are.',
  ],
  'MAT-REPLACES': (p) => [
    `The rows of ${p.name} (about ${p.count}) give way to those of ${p.table}.`,
    'Nothing to do: they are kept, and rollback puts them back.',
  ],
  'MAT-REFERENCED-LATER': (p) => [
    `Rows of ${p.from}, which stay, refer to ${p.name}, whose rows are replaced (${p.key}); that they still find theirs is asked at the very end.`,
    'Try it with upsert if the migration is refused.',
  ],
  'MAT-TRIGGERS': (p) => [
    `Triggers of ${p.name} fire for the rows of ${p.table}: ${p.triggers}. Where they change a row, nothing is carried; what they write elsewhere stays after a rollback.`,
    'Switch them off for the migration if they should not fire: ALTER TABLE … DISABLE TRIGGER …',
  ],
  'MAT-ORPHANS': (p) => [
    `${some(p.count, 'row')} of ${p.table} ${either(p.count, 'points', 'point')} to rows of ${p.parent} that do not exist, and the foreign key ${p.key} stands there.`,
    'Mend or remove these rows in the source, or choose quarantine for orphans.',
  ],
  'MAT-SCHEMA-STAYS': (p) => [
    `${either(p.count, '1 key, index, check, view or trigger of the source is', `${p.count} keys, indexes, checks, views or triggers of the source are`)} left to the schema ${p.schema}, which the application made.`,
    'Look at the list of objects, and add what is missing in the application.',
  ],
  'TGT-ROWS': (p) => [
    `The table ${p.name} already has rows (about ${p.count}); those of ${p.table} go in only when it is empty.`,
    'Choose what becomes of them: --match replace or upsert. Or empty the table.',
  ],
  'TGT-REFERENCED': (p) => [
    `Rows of ${p.from}, which stay, refer to rows of ${p.name} that would be replaced (${p.key}).`,
    'Choose upsert for the table, or take the other one along with replace.',
  ],
  'TGT-MATCH-PRIVILEGE': (p) => [
    `The user may not read, insert, update and delete in the table ${p.name}, or not move its sequences.`,
    `Let its owner run: GRANT SELECT, INSERT, UPDATE, DELETE ON "${p.name}" TO … ; GRANT SELECT, UPDATE ON SEQUENCE … TO … ;`,
  ],
} satisfies Record<string, Text>;
