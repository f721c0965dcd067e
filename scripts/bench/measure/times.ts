/** Reads what `times` of a POSIX shell prints: user and system time of the shell, then of its children. */
export function childSeconds(printed: string): number | null {
  const found = [...printed.matchAll(/(\d+)m(\d+(?:[.,]\d+)?)s/g)];
  if (found.length !== 4) return null;
  return found
    .slice(2)
    .reduce(
      (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds?.replace(',', '.')),
      0,
    );
}
