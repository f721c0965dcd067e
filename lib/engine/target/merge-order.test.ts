import { expect, test } from 'vitest';
import { parentsFirst } from './merge-order.ts';
import type { TableShape } from './shape.ts';

function shapes(graph: Record<string, string[]>): TableShape[] {
  return Object.entries(graph).map(([name, parents]) => ({
    name,
    foreignKeys: parents.map((parent) => ({ schema: 's', table: name, parentSchema: 's', parent })),
  })) as unknown as TableShape[];
}

const groupsOf = (graph: Record<string, string[]>) =>
  parentsFirst(shapes(graph)).map((group) => group.map(({ name }) => name).sort());

test.each([
  ['a chain', { c: ['b'], b: ['a'], a: [] }, [['a'], ['b'], ['c']]],
  ['itself', { a: ['a'] }, [['a']]],
  [
    'a circle and a child of it',
    { child: ['x'], x: ['y'], y: ['z'], z: ['x'] },
    [['x', 'y', 'z'], ['child']],
  ],
  ['a diamond', { d: ['b', 'c'], b: ['a'], c: ['a'], a: [] }, [['a'], ['b'], ['c'], ['d']]],
  [
    'two circles, one above the other',
    { a: ['b'], b: ['a', 'c'], c: ['d'], d: ['c'] },
    [
      ['c', 'd'],
      ['a', 'b'],
    ],
  ],
  ['parents that are no part of it', { a: ['elsewhere'] }, [['a']]],
])('%s', (_, graph, groups) => {
  expect(groupsOf(graph as Record<string, string[]>)).toEqual(groups);
});

test('every table stands once and after its parents, whatever the graph', () => {
  // A fixed generator: the same graphs each time.
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let round = 0; round < 200; round++) {
    const names = Array.from({ length: 1 + next(8) }, (_, at) => `t${at}`);
    const graph = Object.fromEntries(
      names.map((name) => [name, Array.from({ length: next(3) }, () => names[next(names.length)] as string)]),
    );
    const groups = groupsOf(graph);
    expect(groups.flat().sort()).toEqual(names);
    groups.forEach((group, at) => {
      const before = new Set(groups.slice(0, at + 1).flat());
      for (const name of group) for (const parent of graph[name] ?? []) expect(before).toContain(parent);
    });
  }
});
