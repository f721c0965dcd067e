/** WCAG contrast of colours written in OKLCH, for the test that holds the tokens to AA. */

export interface Oklch {
  l: number;
  c: number;
  h: number;
}

/** Reads `oklch(52% 0.19 25)`; null for anything else, alpha included. */
export function parseOklch(text: string): Oklch | null {
  const found = /^oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)$/.exec(text.trim());
  if (!found) return null;
  const [l = 0, c = 0, h = 0] = found.slice(1).map(Number);
  return { l: l / 100, c, h };
}

/** Relative luminance, 0 to 1. Colours outside sRGB are clipped as a browser would. */
export function luminance({ l, c, h }: Oklch): number {
  const angle = (h * Math.PI) / 180;
  const a = c * Math.cos(angle);
  const b = c * Math.sin(angle);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short;
  const green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short;
  const blue = -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return 0.2126 * clip(red) + 0.7152 * clip(green) + 0.0722 * clip(blue);
}

/** 1 to 21. */
export function contrast(one: Oklch, other: Oklch): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
