/** The overrides document as the page edits it: choices by their place, and what differs from what is saved. Pure. */
import type { Overrides } from '../../lib/engine/types.ts';

/** `['tables', 'visits', 'columns', 'place', 'type']`: names may hold dots, so a place is never only a text. */
export type Place = readonly string[];
/** Undefined: nothing is chosen. */
export type Choice = string | boolean | null | undefined;

export interface Chosen {
  place: Place;
  choice: Choice;
}

type Tree = { [name: string]: Choice | Tree };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

export const inTable = (table: string): Place => ['tables', table];
export const inColumn = (table: string, column: string): Place => ['tables', table, 'columns', column];

/** As the engine's errors name it. */
export function placeText(place: Place): string {
  return place.join('.');
}

export function choiceAt(document: Overrides, place: Place): Choice {
  let found: unknown = document;
  for (const name of place) {
    if (!isTree(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return isTree(found) ? undefined : (found as Choice);
}

/** With the choice made, or taken back where it is undefined; what is left empty goes too. */
export function withChoice(document: Overrides, place: Place, choice: Choice): Overrides {
  return changed(document as Tree, place, choice) as Overrides;
}

function changed(tree: Tree, [name, ...rest]: Place, choice: Choice): Tree {
  if (name === undefined) return tree;
  const below = Object.hasOwn(tree, name) ? tree[name] : undefined;
  const value = rest.length > 0 ? changed(isTree(below) ? below : {}, rest, choice) : choice;
  const gone = value === undefined || (isTree(value) && Object.keys(value).length === 0);
  if (gone) return Object.fromEntries(Object.entries(tree).filter(([key]) => key !== name));
  // By entries, so that a table called __proto__ is a table.
  return Object.fromEntries([...Object.entries(tree).filter(([key]) => key !== name), [name, value]]);
}

/** Every choice with its place: those for the whole database first, then tables as the document has them. */
export function choicesOf(document: Overrides): Chosen[] {
  const found = leaves(document as Tree, []);
  return [
    ...found.filter(({ place }) => place.length === 1),
    ...found.filter(({ place }) => place.length > 1),
  ];
}

function leaves(tree: Tree, place: Place): Chosen[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    isTree(value) ? leaves(value, [...place, name]) : [{ place: [...place, name], choice: value }],
  );
}

export interface Change extends Chosen {
  before: Choice;
}

/** What differs; a choice that was taken back is undefined. */
export function changesOf(before: Overrides, after: Overrides): Change[] {
  const now = choicesOf(after).map((chosen) => ({ ...chosen, before: choiceAt(before, chosen.place) }));
  const gone = choicesOf(before)
    .filter(({ place }) => choiceAt(after, place) === undefined)
    .map(({ place, choice }) => ({ place, choice: undefined, before: choice }));
  return [...now.filter((change) => change.choice !== change.before), ...gone];
}

/** How many choices stand below a place: of a table, of a column. */
export function countBelow(chosen: Chosen[], place: Place): number {
  return chosen.filter((one) => place.every((name, index) => one.place[index] === name)).length;
}

/** The place that a text of the engine's means, among those where something is chosen, and what they stand in. */
export function placeNamed(document: Overrides, text: string): Place | null {
  for (const { place } of choicesOf(document)) {
    for (let length = place.length; length > 0; length--) {
      const candidate = place.slice(0, length);
      if (placeText(candidate) === text) return candidate;
    }
  }
  return null;
}
