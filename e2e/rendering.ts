/** How often a page is drawn anew, and how evenly. */
import type { Page } from './test.ts';

declare global {
  interface Window {
    commits: number[];
    changes: number[];
  }
}

/**
 * From the next page on, every commit of React is counted, which it tells to whoever stands where its devtools would, and
 * every time the content of the page changes; what stands around it has a stream of its own.
 */
export async function countUpdates(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.commits = [];
    window.changes = [];
    Object.assign(window, {
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        renderers: new Map(),
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberUnmount: () => {},
        onPostCommitFiberRoot: () => {},
        onCommitFiberRoot: () => window.commits.push(performance.now()),
      },
    });
    const changed = new MutationObserver((changes) => {
      const inside = changes.some(({ target }) => document.getElementById('content')?.contains(target));
      if (inside) window.changes.push(performance.now());
    });
    changed.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

export interface UpdateFigures {
  /** Within any one second, and a second over all. */
  commits: { most: number; mean: number };
  changes: { most: number; mean: number };
}

/** Since `forgetUpdates`, up to shortly before the last: an end is said at once, and the page is fetched once more. */
export async function updateFigures(page: Page): Promise<UpdateFigures> {
  const { commits, changes } = await page.evaluate(() => ({
    commits: window.commits,
    changes: window.changes,
  }));
  return { commits: figuresOf(commits), changes: figuresOf(inFrames(changes)) };
}

const FRAME_MS = 34;

/** What a chart draws after the text around it is seen together with it. */
function inFrames(times: number[]): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return times.filter((at) => {
    const apart = at - last > FRAME_MS;
    if (apart) last = at;
    return apart;
  });
}

const AROUND_THE_END_MS = 3000;

function figuresOf(all: number[]): { most: number; mean: number } {
  const times = all.filter((at) => at < (all.at(-1) ?? 0) - AROUND_THE_END_MS);
  const within = times.map((from) => times.filter((at) => at >= from && at < from + 1000).length);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  return { most: Math.max(0, ...within), mean: times.length / Math.max(1, seconds) };
}

export async function forgetUpdates(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.commits = [];
    window.changes = [];
  });
}

export interface FrameFigures {
  frames: number;
  /** Milliseconds between frames: half of them, and nineteen of twenty, are below. */
  half: number;
  most: number;
}

/** Scrolls the element down to its end, a step each frame. */
export function scrollThrough(page: Page, label: string, step: number): Promise<FrameFigures> {
  return page.getByRole('region', { name: label }).evaluate(
    (element, pixels) =>
      new Promise<FrameFigures>((resolve) => {
        const times: number[] = [];
        let last = performance.now();
        const frame = () => {
          const now = performance.now();
          times.push(now - last);
          last = now;
          element.scrollTop += pixels;
          const end = element.scrollTop + element.clientHeight >= element.scrollHeight - 2;
          if (!end) return requestAnimationFrame(frame);
          const sorted = times.slice(1).sort((a, b) => a - b);
          const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
          resolve({ frames: sorted.length, half: at(0.5), most: at(0.95) });
        };
        requestAnimationFrame(frame);
      }),
    step,
  );
}
