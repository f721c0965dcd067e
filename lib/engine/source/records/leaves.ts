/** The leaves of a table's tree that hold a range of its rowids. */
import type { Piece } from '../pieces.ts';
import { throwIfStopping } from '../stopping.ts';
import { damaged, type Page, type Pages } from './pages.ts';
import { signedVarint } from './varint.ts';

const INTERIOR = 0x05;
const LEAF = 0x0d;

export type Range = Pick<Piece, 'after' | 'last'>;

/** `whole`: every row of the leaf is in the range. */
export interface Leaf extends Page {
  whole: boolean;
}

/** In the order of the rowids. A leaf is to be done with before the next is asked for. */
export function* leavesOf(pages: Pages, root: number, range: Range): Generator<Leaf> {
  // A damaged file could lead round in a circle.
  const left = { pages: pages.count };
  yield* below(pages, pages.page(root), range, { after: null, last: null }, left);
}

/** `bounds` is what the pages above say of the rowids below this one. */
function* below(
  pages: Pages,
  page: Page,
  range: Range,
  bounds: Range,
  left: { pages: number },
): Generator<Leaf> {
  if (left.pages-- <= 0) throw damaged('a page belongs to two others');
  const kind = page.bytes[page.at];
  if (kind === LEAF) {
    yield { ...page, whole: isWithin(bounds, range) };
    return;
  }
  if (kind !== INTERIOR) throw damaged('a page of a table is of another kind');
  const children = childrenOf(page, pages.size, bounds).filter((child) => overlaps(child, range));
  throwIfStopping();
  let at = 0;
  for (const child of pages.inOrder(children.map(({ number }) => number))) {
    yield* below(pages, child, range, children[at++] as Child, left);
  }
}

interface Child extends Range {
  number: number;
}

/** Left of each key are rowids up to it; the last page is right of all. */
function childrenOf({ bytes, at }: Page, size: number, bounds: Range): Child[] {
  const count = bytes.readUInt16BE(at + 3);
  if (12 + 2 * count > size) throw damaged('too many cells');
  const children: Child[] = [];
  let { after } = bounds;
  for (let index = 0; index < count; index++) {
    const cell = bytes.readUInt16BE(at + 12 + 2 * index);
    if (cell + 13 > size + 8) throw damaged('a cell outside its page');
    const last = signedVarint(bytes, at + cell + 4);
    children.push({ number: bytes.readUInt32BE(at + cell), after, last });
    after = last;
  }
  children.push({ number: bytes.readUInt32BE(at + 8), after, last: bounds.last });
  return children;
}

function overlaps(child: Range, range: Range): boolean {
  const ends = child.last !== null && range.after !== null && child.last <= range.after;
  const begins = child.after !== null && range.last !== null && child.after >= range.last;
  return !ends && !begins;
}

function isWithin(child: Range, range: Range): boolean {
  return (
    (range.after === null || (child.after !== null && child.after >= range.after)) &&
    (range.last === null || (child.last !== null && child.last <= range.last))
  );
}
