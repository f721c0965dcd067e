/**
 * The engine's short remarks (why an object is left out, what a test saw, what a run waits for) come as English
 * sentences. Those that are known are taken apart here, so that a page says them in the person's language.
 */

export interface Phrase {
  /** A key below `phrases` in the messages. */
  key: PhraseKey;
  facts: Record<string, string | number>;
}

/** Named groups are the facts; a fact of digits alone is a number. */
const PATTERNS = {
  byChoice: /^by choice$/,
  notAType: /^(?<name>.+) is not a type that values can be loaded into\.$/s,
  typesHolding: /^Types that hold them all: (?<types>.+)\.$/s,
  notTimes: /^numbers that stand for times cannot become (?<type>.+)\.$/s,
  timeTypes: /^Choose date, timestamp or timestamptz\.$/,
  howTimes: /^the column holds numbers, and it is not certain how they stand for times\.$/,
  noSuchTable: /^there is no such table\.$/,
  tablesAre: /^The tables are: (?<names>.+)\.$/s,
  noSuchColumn: /^there is no such column\.$/,
  columnsAre: /^The columns are: (?<names>.+)\.$/s,
  keyNeverNull: /^the column is part of the primary key, where nothing can be NULL\.$/,
  keyChoices: /^Choose quarantine for its values, or a type that holds them all\.$/,
  misfit: /^does not fit (?<type>.+)$/s,
  noParent: /^there is no such row of (?<name>.+)$/s,
  notUnique: /^an index that is not unique: (?<rows>\d+) values are the same in PostgreSQL$/,
  rowsAlone: /^of its table only the rows are carried, by choice$/,
  columnByChoice: /^column (?<name>.+) is left out by choice$/s,
  columnUnreadable: /^the values of column (?<name>.+) cannot be computed$/s,
  notComputed: /^SQLite cannot compute its values: (?<message>.+)$/s,
  tableByChoice: /^its table is left out by choice$/,
  geopoly: /^its polygons are kept in a form of its own; PostGIS has polygons$/,
  vocabulary: /^it shows the words of another table’s index$/,
  dbstat: /^it shows how SQLite stores this file$/,
  noModule: /^its module (?<module>.+) is not part of SQLite$/s,
  withoutTexts: /^it keeps an index without the texts$/,
  indexOf: /^it is an index of the texts in (?<table>.+), which are carried there$/s,
  unreadable: /^SQLite cannot read it here: (?<reason>.+)$/s,
  virtualRows: /^an ordinary table with the rows of (?<module>.+)$/s,
  shadow: /^it is how SQLite stores a virtual table$/,
  generated: /^an ordinary column with the same values: (?<reason>.+)$/s,
  stored: /^stored rather than virtual$/,
  triggerFails:
    /^a trigger with the function (?<name>.+)\(\): FAIL undoes the whole statement, not only what comes after$/s,
  triggerMade: /^a trigger with the function (?<name>.+)\(\)$/s,
  readsAbsent: /^it (?:reads|touches) (?<name>.+), which is not carried$/s,
  readsLeftOut: /^it reads the view (?<name>.+), which is left out$/s,
  readsItself: /^it reads itself through (?<name>.+)$/s,
  noFunction: /^the function (?<name>.+)\(\) is not translated$/s,
  ownFunction: /^(?<name>.+) is the application's own function$/s,
  noOperator: /^the operator (?<name>.+) is not translated$/s,
  noColumn: /^there is no column (?<name>.+)$/s,
  ambiguous: /^the column (?<name>.+) is ambiguous$/s,
  ownCollation: /^the collation (?<name>.+) is the application's own$/s,
  compared: /^a (?<left>\w+) is compared with a (?<right>\w+)$/,
  assigned: /^a (?<kind>\w+) goes into a column of type (?<type>.+)$/s,
  conflict: /^(?<statement>(?:INSERT|UPDATE) OR \w+)$/,
  collation: /^kept in indexes where it can be; columns compare as PostgreSQL does$/,
  conflictClause: /^PostgreSQL decides it in the statement: INSERT … ON CONFLICT$/,
  sequence: /^its numbers go on in the identities$/,
  statistics: /^SQLite's own statistics; ANALYZE makes PostgreSQL's$/,
  defaultLeftOff: /^it has no certain counterpart in PostgreSQL$/,
  called: /^called (?<name>.+)$/s,
  keyNulls: /^it holds NULLs: a UNIQUE constraint instead$/,
  keyCollated: /^a primary key, and a unique index by which its collation calls texts the same$/,
  keyHashed: /^a unique index over a hash of its long values: no primary key$/,
  uniqueHashed: /^a unique index over a hash of its long values$/,
  indexHashed: /^a hash index, which serves equality alone: its values are too long for a B-tree$/,
  tooManyColumns: /^it has (?<columns>\d+) columns, PostgreSQL takes (?<limit>\d+)$/,
  nocase: /^COLLATE NOCASE: an index on the lower-cased text, ASCII letters only, as in SQLite$/,
  rtrim: /^COLLATE RTRIM: an index on the text without trailing spaces$/,
  tooLong: /^it has entries of (?<bytes>\d+) bytes, PostgreSQL's B-tree takes (?<limit>\d+)$/,
  jsonOrder: /^column (?<column>.+) becomes json, which has no order$/s,
  checkUnknown: /^NOT VALID: whether all rows keep to it was not found out$/,
  checkViolated: /^NOT VALID: (?<rows>\d+) rows violate it$/,
  orphans: /^NOT VALID: (?<rows>\d+) rows have no parent$/,
  commentOn: /^COMMENT ON (?:TABLE|COLUMN)$/,
  keyTypes: /^(?<column>.+) is (?<type>[a-z ()\d,]+), (?<other>.+) is (?<otherType>[a-z ()\d,]+)$/s,
  foreignNocase: /^NOT VALID: case counts here, in SQLite it did not$/,
  notPart: /^table (?<table>.+) is not part of this migration$/s,
  noTable: /^there is no table (?<table>.+)$/s,
  mismatch: /^it does not match a key of (?<table>.+) \(SQLite calls this a foreign key mismatch\)$/s,
  noUniqueKey: /^the referenced columns of (?<table>.+) have no unique key in the target$/s,
  fileFacts: /^(?<bytes>\d+) bytes, pages of (?<page>\d+)$/,
  walFacts: /^write-ahead log, (?<bytes>\d+) bytes waiting in it$/,
  journalPresent: /^rollback journal present: a write is under way or was interrupted$/,
  journal: /^rollback journal$/,
  openedLater: /^opened when the snapshot is made$/,
  openFacts: /^(?<tables>\d+) tables, SQLite (?<version>[\d.]+)$/,
  journalLater: /^a journal is to be rolled back: done in the snapshot$/,
  tlsOff: /^off by choice$/,
  tlsLocal: /^not offered, this machine only$/,
  tlsNotOffered: /^not offered$/,
  schemaExists: /^schema (?<schema>.+) exists$/s,
  schemaMade: /^schema (?<schema>.+) will be created$/s,
  roomFacts: /^(?<used>\d+) of (?<max>\d+) connections in use, database (?<size>.+)$/,
  otherRun: /^another run works on this target$/,
  matchedRows: /^its rows go into (?<table>.+), which stands there already$/s,
  matchedOwn: /^the table that stands there has its own$/,
  matchedLeft: /^left to the schema that stands there$/,
  matchedParent: /^the rows of (?<table>.+) go into a table that stands there$/s,
  aLock: /^a lock in the target$/,
  lockHeld: /^a lock held by (?<who>.+)$/s,
  match: /^MATCH asks a full-text index, which PostgreSQL has in another form: tsvector @@ tsquery$/s,
  regexp:
    /^REGEXP is a function that the application brings along; which expressions it knows is not in the file$/s,
  ofConnection: /^(?<name>\S+)\(\) asks about SQLite's connection, which PostgreSQL does not have$/s,
  ofIndex: /^(?<name>\S+)\(\) belongs to a virtual table's index$/s,
  argumentCount: /^(?<name>\S+)\(\) with (?<args>\d+) arguments$/s,
  numberModifier: /^(?<name>\S+)\(\) with a number as modifier$/s,
  withoutOver: /^(?<name>\S+)\(\) without OVER$/s,
  bareColumn: /^(?<name>.+) is neither grouped nor aggregated: SQLite takes it from any row$/s,
  ownStar: /^\* stands for all columns of (?<name>.+)\(\), some of which are SQLite's own$/s,
  tableFunction: /^the table-valued function (?<name>.+)\(\) is not translated$/s,
  overCollated: /^(?<operator>UNION|UNION ALL|INTERSECT|EXCEPT) over a collated column$/s,
  usingMissing: /^USING names (?<name>.+), which is not on both sides$/s,
  recursionOrder:
    /^ORDER BY inside the recursion of (?<name>.+), which decides in what order rows are visited$/s,
  recursionKinds: /^the parts of (?<name>.+) give values of different kinds$/s,
  arithmetic: /^arithmetic on a (?<kind>\w+)$/s,
  amongOthers: /^a (?<kind>\w+) among values of other kinds$/s,
  jsonbText: /^jsonb does not keep how the text was written$/s,
  escapeLiteral: /^ESCAPE with something that is not a literal$/s,
  raiseRows: /^RAISE in a query over a table with a message of its rows$/s,
  raiseGroups: /^RAISE in a query with groups or WITH$/s,
  raiseInside: /^RAISE inside an expression other than CASE$/s,
  ownTable: /^it changes its own table before the row itself is changed, which SQLite leaves undefined$/s,
  noColumnIn: /^there is no column (?<name>.+) in (?<table>.+)$/s,
  textOfNul: /^a text in it holds a NUL character$/s,
  mixedExtreme: /^the least or greatest of numbers and texts together$/s,
  rowPlace: /^a row of values stands where one value is wanted$/s,
  textForm: /^the text (?<text>.+) goes into a column of type (?<type>.+)$/s,
  notUnderstood: /^its SQL is not understood: (?<reason>.+)$/s,
  refused: /^PostgreSQL refused it: (?<reason>.+)$/s,
  readsTable: /^it reads (?<name>.+)$/s,
} as const satisfies Record<string, RegExp>;

export type PhraseKey = keyof typeof PATTERNS;
export const PHRASE_KEYS = Object.keys(PATTERNS) as PhraseKey[];

/** Null for a remark that is not known: show it as it came. */
export function phraseOf(remark: string): Phrase | null {
  for (const key of PHRASE_KEYS) {
    const found = PATTERNS[key].exec(remark);
    if (!found) continue;
    const facts = Object.entries(found.groups ?? {}).map(([name, value]) => [
      name,
      /^\d{1,15}$/.test(value) ? Number(value) : value,
    ]);
    return { key, facts: Object.fromEntries(facts) };
  }
  return null;
}
