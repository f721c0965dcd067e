/** In which order rows go into tables that refer to each other. */
import type { TableShape } from './shape.ts';

/**
 * Parents first. Tables that refer to each other in a circle stand together: their rows go in by one statement,
 * since PostgreSQL asks for parents at a statement's end.
 * Tarjan's strongly connected components, which come out children's parents first.
 */
export function parentsFirst(shapes: TableShape[]): TableShape[][] {
  const byName = new Map(shapes.map((shape) => [shape.name, shape]));
  const parents = (shape: TableShape) =>
    shape.foreignKeys.flatMap(({ schema, parentSchema, parent }) => {
      const found = schema === parentSchema ? byName.get(parent) : undefined;
      return found && found !== shape ? [found] : [];
    });
  const number = new Map<TableShape, number>();
  const lowest = new Map<TableShape, number>();
  const path: TableShape[] = [];
  const groups: TableShape[][] = [];
  const visit = (shape: TableShape): number => {
    const known = number.get(shape);
    if (known !== undefined) return path.includes(shape) ? known : Number.POSITIVE_INFINITY;
    const own = number.size;
    number.set(shape, own);
    path.push(shape);
    const reached = parents(shape).map((parent) => Math.min(visit(parent), lowest.get(parent) ?? own));
    const low = Math.min(own, ...reached.filter((at) => Number.isFinite(at)));
    lowest.set(shape, low);
    if (low === own) {
      const group = path.splice(path.indexOf(shape));
      for (const done of group) lowest.set(done, Number.POSITIVE_INFINITY);
      groups.push(group);
    }
    return low;
  };
  for (const shape of shapes) visit(shape);
  return groups;
}
