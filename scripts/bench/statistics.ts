/** The few numbers that say what several runs were like. */

export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** Null where there is nothing to speak of. */
export function spread(values: readonly number[]): Spread | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return null;
  return { median: quantile(sorted, 0.5), least, most };
}

/**
 * The median of the ratios of each round, not the ratio of two medians: what disturbed a round disturbed both of it.
 * Rounds that one of them lacks do not count.
 */
export function ratioInPairs(
  values: readonly (number | null)[],
  base: readonly (number | null)[],
): number | null {
  const ratios = values.flatMap((value, round) => {
    const other = base[round];
    return value === null || !other ? [] : [value / other];
  });
  return spread(ratios)?.median ?? null;
}

/** The value that `share` of all do not exceed, between neighbours where it falls between two. */
export function percentile(values: readonly number[], share: number): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    share,
  );
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (below === undefined || above === undefined) return Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** Whose turn it is in a round: everybody is first once, so that nobody always runs on a fresh or a warm machine. */
export function rotated<T>(items: readonly T[], round: number): T[] {
  const from = items.length === 0 ? 0 : round % items.length;
  return [...items.slice(from), ...items.slice(0, from)];
}
