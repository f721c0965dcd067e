import { blobHeavy, manySmall, narrow, textHeavy, thousandTables, wide } from './others.ts';
import { reference } from './reference.ts';
import type { Shape } from './shape.ts';

/** In the order in which they are run. */
export const SHAPES = {
  reference,
  narrow,
  wide,
  'text-heavy': textHeavy,
  'blob-heavy': blobHeavy,
  'many-small': manySmall,
  'thousand-tables': thousandTables,
} satisfies Record<string, Shape>;

export type ShapeName = keyof typeof SHAPES;
export const SHAPE_NAMES = Object.keys(SHAPES) as ShapeName[];
