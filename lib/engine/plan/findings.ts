/** Every finding there is: its sentence and what can be done. The parameters let a page say it in another language. */
import type { Finding, Severity } from '../types.ts';
import { MATCH_TEXTS } from './match-findings.ts';
import { OBJECT_TEXTS } from './object-findings.ts';

type Params = Finding['params'];
type Text = (p: Params) => [message: string, remedy: string];

type Param = string | number | undefined;
const some = (count: Param, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
const verb = (count: Param, many: string) => (count === 1 ? `${many}s` : many);
const are = (count: Param) => (count === 1 ? 'is' : 'are');
const doNot = (count: Param) => (count === 1 ? 'does not' : 'do not');

const megabytes = (bytes: Param) => Math.round(Number(bytes) / 2 ** 20);

const TEXTS = {
  'NAME-CHANGED': (p) => [
    `"${p.from}" is called "${p.to}" in the target.`,
    'Use the new name in your application, or choose another with a rename in the overrides.',
  ],
  'TBL-EXCLUDED': (p) => [
    `Table ${p.table} is left out by choice (${some(p.rows, 'row')}).`,
    'Take it out of the exclusions to carry it.',
  ],
  'TBL-VIRTUAL': (p) => [
    `${p.table} is a virtual table (${p.module}) and is left out: ${p.reason}.`,
    'Rebuild it on PostgreSQL from the tables it was filled from: full-text search is tsvector with a GIN index there.',
  ],
  'COL-WIDENED': (p) => [
    `${p.misfits} of ${some(p.values, 'value')} of ${p.column} ${are(p.misfits)} not ${p.wanted} as declared (${p.declared}), so it becomes ${p.type}, which holds them all. For example: ${p.sample}`,
    'Nothing is lost this way. For the stricter type, clean these values up in the source, or choose what becomes of them: "misfits": null or quarantine.',
  ],
  'COL-LENGTH': (p) => [
    `${p.column} is declared ${p.declared} but holds texts of up to ${p.chars} characters, so it becomes text without a limit.`,
    'Nothing to do, unless your application relies on the limit.',
  ],
  'COL-BYTES': (p) => [
    `${p.column} holds ${some(p.count, 'text')} with NUL characters or bytes that are not UTF-8, which PostgreSQL's text cannot hold; it becomes bytea with the bytes as they are.`,
    'For text, clean these texts up in the source, or choose what becomes of them: "text": strip, replace, escape or quarantine.',
  ],
  'COL-MIXED-TEXT': (p) => [
    `${p.column} holds numbers among texts; it becomes text, numbers as SQLite writes them: 7 and '7' are the same there.`,
    'Choose another type and what becomes of the values that do not fit, if the column should be numbers.',
  ],
  'COL-MIXED': (p) => [
    `${p.column} holds blobs among other values; it becomes bytea, texts and numbers as the bytes of their text.`,
    'Separate the two kinds in the source, or choose the type text and what becomes of the blobs: "misfits": null or quarantine.',
  ],
  'COL-EPOCH': (p) => [
    `${p.column} holds numbers that stand for times (${p.form}); they become ${p.type}: ${p.before} is ${p.after}.`,
    'If these are no times, or count otherwise, choose another type or form for the column.',
  ],
  'COL-ZONE': (p) => [
    `Times of ${p.column} that name no zone are taken as local times of ${p.zone}.`,
    'Choose another zone, or none, in the overrides.',
  ],
  'COL-TEXT-CLEANED': (p) => [
    `${some(p.count, 'text')} of ${p.column} ${verb(p.count, 'hold')} NUL characters or bytes that are not UTF-8; by choice these are changed (${p.how}).`,
    'Take the choice back to keep the bytes as they are, as bytea.',
  ],
  'COL-EMPTY-NULL': (p) => [
    `${some(p.count, 'empty text')} of ${p.column} ${verb(p.count, 'become')} NULL, by choice.`,
    'Take the choice back to keep them as empty texts.',
  ],
  'COL-MISFITS-NULL': (p) => [
    `${some(p.count, 'value')} of ${p.column} ${doNot(p.count)} fit ${p.type} and ${verb(p.count, 'become')} NULL, by choice. For example: ${p.sample}`,
    'Choose a wider type to keep them, or quarantine to keep their rows apart.',
  ],
  'COL-MISFITS-QUARANTINE': (p) => [
    `${some(p.count, 'value')} of ${p.column} ${doNot(p.count)} fit ${p.type}; the rows go into quarantine, by choice. For example: ${p.sample}`,
    'Choose a wider type to keep them in the table; quarantined rows can be put in later.',
  ],
  'COL-MISFITS-STOP': (p) => [
    `${some(p.count, 'value')} of ${p.column} ${doNot(p.count)} fit ${p.type}. For example: ${p.sample}`,
    `Types that hold them all: ${p.types}. Or say what becomes of these values: "misfits": null or quarantine.`,
  ],
  'COL-EXCLUDED': (p) => [`Column ${p.column} is left out by choice.`, 'Take the choice back to carry it.'],
  'COL-UNREADABLE': (p) => [
    `SQLite cannot compute the values of generated column ${p.column} (${p.reason}), so it is left out.`,
    'Mend the values it stands on or its expression in the source, then plan again.',
  ],
  'ROW-TOO-LARGE': (p) => [
    `A row of ${p.table} holds ${megabytes(p.bytes)} MB; a cell of at most ${megabytes(p.most)} MB can be carried, and a row whose COPY text, bytes in hex, stays below 1 GB.`,
    'Keep such contents in files and their names in the table, or leave these rows out by a condition ("where").',
  ],
  'ROW-WHERE': (p) => [
    `${some(p.count, 'row')} of ${p.table} ${are(p.count)} left out by the condition: ${p.where}`,
    'Take the condition back to carry them.',
  ],
  'ROW-ORPHANS-QUARANTINE': (p) => [
    `${some(p.count, 'row')} of ${p.table} ${verb(p.count, 'point')} to rows of ${p.parent} that do not come along; they go into quarantine, by choice.`,
    'Choose not-valid to keep them in the table; quarantined rows can be put in later.',
  ],
  'ROW-ORPHANS-STOP': (p) => [
    `${some(p.count, 'row')} of ${p.table} ${verb(p.count, 'point')} to rows of ${p.parent} that do not exist, and the choice is to stop then.`,
    'Mend or remove these rows in the source, or choose not-valid or quarantine for orphans.',
  ],
  'TBL-ROWS-ONLY': (p) => [
    `Of ${p.table} only the rows are carried, by choice: no keys, indexes, checks or triggers.`,
    'Take the choice back to carry them too.',
  ],
  'COL-NULLS': (p) => [
    `${p.column} is declared NOT NULL but ${some(p.count, 'row')} ${verb(p.count, 'hold')} NULL, so NOT NULL is not kept.`,
    'Fill these rows in the source, then plan again.',
  ],
  'COL-DEFAULT': (p) => [
    `The default of ${p.column}, ${p.expression}, has no certain counterpart and is left off.`,
    'Set it after the migration: ALTER TABLE … ALTER COLUMN … SET DEFAULT …',
  ],
  'COL-GENERATED': (p) => [
    `${p.column} is a generated column; its values are carried, the expression is not: ${p.reason}.`,
    'Make it a generated column again after the migration if your application relies on it.',
  ],
  'KEY-NULLS': (p) => [
    `The primary key of ${p.table} holds NULL in ${some(p.count, 'row')}, which PostgreSQL does not allow; it becomes a UNIQUE constraint.`,
    'Give these rows a key in the source, then plan again.',
  ],
  'KEY-COLLIDES': (p) => [
    `${some(p.count, 'value')} of the unique key ${p.key} of ${p.table} ${are(p.count)} different in SQLite and the same as ${p.types}; it becomes an index that is not unique.`,
    'Choose types that tell them apart (text or bytea keep every spelling), or mend these rows in the source.',
  ],
  'IDX-LEFT-OUT': (p) => [
    `Index ${p.index} is left out: ${p.reason}.`,
    'Create it after the migration; its original text is in the report.',
  ],
  'FK-ORPHANS': (p) => [
    `${some(p.count, 'row')} of ${p.table} ${verb(p.count, 'point')} to rows of ${p.parent} that do not exist; the foreign key is made NOT VALID: it binds new rows only.`,
    'Mend or remove these rows, then: ALTER TABLE … VALIDATE CONSTRAINT … Or choose "orphans": quarantine.',
  ],
  'FK-LEFT-OUT': (p) => [
    `The foreign key of ${p.table} to ${p.parent} is left out: ${p.reason}.`,
    'Mend it in the source, or add the key after the migration.',
  ],
  'CON-LEFT-OUT': (p) => [
    `${p.table} says ${p.clause} for one of its constraints, which PostgreSQL does not know of tables; a conflict is an error there.`,
    'Write it into the statements that rely on it: INSERT … ON CONFLICT DO NOTHING, or DO UPDATE.',
  ],
  'CHK-VIOLATED': (p) => [
    `${some(p.count, 'row')} of ${p.table} ${verb(p.count, 'violate')} its CHECK (${p.expression}); it is made NOT VALID: it binds new rows only.`,
    'Mend these rows, then: ALTER TABLE … VALIDATE CONSTRAINT …',
  ],
  'CHK-LEFT-OUT': (p) => [
    `A CHECK of ${p.table} is left out: ${p.reason}. It says: ${p.expression}`,
    'Add it after the migration: ALTER TABLE … ADD CHECK (…).',
  ],
  'VIEW-LEFT-OUT': (p) => [
    `View ${p.view} is left out: ${p.reason}.`,
    'Create it after the migration from its original text in the report.',
  ],
  'TRG-LEFT-OUT': (p) => [
    `Trigger ${p.trigger} of ${p.table} is left out: ${p.reason}.`,
    'Write it anew for PostgreSQL; its original text is in the report.',
  ],
  'TGT-NOT-EMPTY': (p) => [
    `The target's schema ${p.schema} already has ${p.count} of these tables: ${p.tables}.`,
    'Allow them to be replaced (--yes): they are moved aside and rollback puts them back. Or choose another schema.',
  ],
  'TGT-REPLACES': (p) => [
    `${p.count} tables of the target's schema ${p.schema} will be moved aside: ${p.tables}.`,
    'Nothing to do: rollback puts them back as they were.',
  ],
  'TGT-FOREIGN-KEYS': (p) => [
    `Foreign key ${p.key} of ${p.from}, which stays, points to ${p.table}, which would be moved aside.`,
    'Drop that key first, or migrate into another schema.',
  ],
  'TGT-VIEWS': (p) => [
    `View ${p.view} reads ${p.table}, which is moved aside; it will go on reading the old table.`,
    'Create the view again after the migration.',
  ],
  'TGT-ROW-SECURITY': (p) => [
    `${p.table}, which would be moved aside, has row level security; the new table would show every row to everybody with rights on it.`,
    'Put the rows into the table that stands there (--match replace): its policies stay. Or choose another schema.',
  ],
  'TGT-TRIGGERS': (p) => [
    `${p.table}, which is moved aside, has triggers that the new table does not get: ${p.triggers}.`,
    'Create them again after the migration, or put the rows into the table that stands there (--match replace).',
  ],
  'TGT-PRIVILEGE': (p) => [
    `The user may not create schemas in the database ${p.database}, which staging needs.`,
    `Let the database's owner run: GRANT CREATE ON DATABASE "${p.database}" TO … ;`,
  ],
  'TGT-SCHEMA-PRIVILEGE': (p) => [
    `The user may not create tables in the schema ${p.schema}.`,
    `Let its owner run: GRANT USAGE, CREATE ON SCHEMA "${p.schema}" TO … ;`,
  ],
  'TGT-OWNER': (p) => [
    `The tables ${p.tables} belong to another role and cannot be moved aside.`,
    'Connect as their owner, or choose another schema.',
  ],
  'VER-TYPE': (p) => [
    `Column ${p.column} is ${p.there} in the target, ${p.here} by this plan.`,
    'Values are compared by what they mean in the type that stands there.',
  ],
  ...MATCH_TEXTS,
  ...OBJECT_TEXTS,
} satisfies Record<string, Text>;

export type FindingCode = keyof typeof TEXTS;
export const FINDING_CODES = Object.keys(TEXTS) as FindingCode[];

function finding(severity: Severity, code: FindingCode, object: string, params: Params): Finding {
  const [message, remedy] = (TEXTS[code] as Text)(params);
  return { severity, code, object, params, message, remedy };
}

export const blocker = (code: FindingCode, object: string, params: Params) =>
  finding('blocker', code, object, params);
export const warning = (code: FindingCode, object: string, params: Params) =>
  finding('warning', code, object, params);
export const info = (code: FindingCode, object: string, params: Params) =>
  finding('info', code, object, params);
