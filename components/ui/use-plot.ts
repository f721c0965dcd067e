'use client';

import { type RefObject, useEffect, useRef } from 'react';
import type uPlot from 'uplot';

interface Plot {
  height: number;
  data: uPlot.AlignedData;
  /** False while there is nothing to draw. */
  drawable: boolean;
  /** Lines added or taken away need another drawing; their names joined, say. */
  shape: string;
  /** Read again for each drawing, so that colours are those of the theme. */
  options: (element: HTMLElement) => uPlot.Options;
}

/** Draws a chart into the element that takes the ref, and keeps it as wide as that, in the theme's colours. */
export function usePlot(plot: Plot): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const latest = useRef(plot);
  latest.current = plot;
  const { drawable, shape } = plot;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another shape is another drawing
  useEffect(() => {
    const element = place.current;
    if (!element || !drawable) return;
    let Plotter: typeof uPlot | null = null;
    let gone = false;
    const draw = () => {
      if (!Plotter) return;
      chart.current?.destroy();
      chart.current = new Plotter(latest.current.options(element), latest.current.data, element);
    };
    // It reads the browser's language when it is loaded and throws at one that Intl does not know: then no chart,
    // and everything else as ever.
    import('uplot')
      .then(({ default: loaded }) => {
        if (gone) return;
        Plotter = loaded;
        draw();
      })
      .catch(() => {});
    const resized = new ResizeObserver(() => {
      chart.current?.setSize({ width: element.clientWidth, height: latest.current.height });
    });
    resized.observe(element);
    const themed = new MutationObserver(draw);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      gone = true;
      resized.disconnect();
      themed.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [drawable, shape]);

  useEffect(() => {
    chart.current?.setData(latest.current.data);
  });

  return place;
}

/** A token's value where an element stands, and the axis that all charts share. */
export function plotStyle(element: HTMLElement) {
  const style = getComputedStyle(element);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  const axis = { stroke: colour('--ink-3'), font: `11px ${style.fontFamily}`, ticks: { show: false } };
  return { colour, axis };
}
