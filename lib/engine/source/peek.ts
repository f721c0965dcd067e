/** A look at a piece's first rows: what its columns seem to hold, so that little has to be asked of the rest. */
import { ask, countWhere, type Question } from './ask.ts';
import { affinityOf, type CatalogColumn, type CatalogTable } from './catalog.ts';
import { type Form, formCondition, formsToTest } from './forms.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { fromPiece, type Piece } from './pieces.ts';
import { is, type Seems } from './profile-classes.ts';
import { countsDecimals, type Guess, isNumber } from './profile-forms.ts';

export interface Peek extends Guess {
  seems: Seems;
}

const ROWS = 200;
const MOST_GUESSED_DECIMALS = 8;
/** Texts are counted in the upper bits of a sum. */
const MOST_PACKED = 2 ** 22;

export function peek(
  db: SqliteHandle,
  table: CatalogTable,
  piece: Piece,
  columns: CatalogColumn[],
): Map<string, Peek> {
  const peeks = new Map<string, Peek>();
  const questions: Question[] = [];
  const few = piece.rows <= ROWS || piece.rows > MOST_PACKED;
  for (const column of columns) {
    const isRowid = column.name === table.rowidColumn;
    const found: Peek = { seems: isRowid ? 'rowid' : 'anything', forms: [], decimals: null, fitting: null };
    peeks.set(column.name, found);
    if (isRowid) continue;
    if (few) found.forms = formsToTest(column.declared, 1);
    else questions.push(...look(column, found));
  }
  // By name: a generated column that is not among them may fail.
  const names = columns.map(({ name }) => quoteSqlite(name)).join(', ');
  ask(db, `FROM (SELECT ${names} ${fromPiece(table, piece)} LIMIT ${ROWS})`, questions);
  return peeks;
}

function look(column: CatalogColumn, found: Peek): Question[] {
  const c = quoteSqlite(column.name);
  let numbers = 0;
  let reals = 0;
  let texts = 0;
  let blobs = 0;
  const forms = formsToTest(column.declared, 1).map((form: Form) =>
    countWhere(formCondition(form, c), (count) => count > 0 && found.forms.push(form)),
  );
  const places = countsDecimals(column.declared)
    ? Array.from({ length: MOST_GUESSED_DECIMALS + 1 }, (_, at) => MOST_GUESSED_DECIMALS - at)
    : [];
  return [
    ...forms,
    countWhere(isNumber(c), (count) => (numbers = count)),
    countWhere(is(c, 'real'), (count) => (reals = count)),
    countWhere(is(c, 'text'), (count) => (texts = count)),
    ...places.map((place) =>
      countWhere(`${is(c, 'real')} AND round(${c}, ${place}) = ${c}`, (count) => {
        if (reals > 0 && count === reals) found.decimals = place;
      }),
    ),
    countWhere(is(c, 'blob'), (count) => {
      // The last question: what the others came to is there.
      blobs = count;
      found.seems = seems(column.declared, numbers, texts, blobs);
    }),
  ];
}

function seems(declared: string, numbers: number, texts: number, blobs: number): Seems {
  if (numbers > 0) return texts + blobs === 0 ? 'numbers' : 'anything';
  if (texts > 0) return blobs === 0 ? 'texts' : 'anything';
  if (blobs > 0) return 'anything';
  const affinity = affinityOf(declared);
  return affinity === 'text' ? 'texts' : affinity === 'blob' ? 'anything' : 'numbers';
}
