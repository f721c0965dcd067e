'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type uPlot from 'uplot';
import type { RunState } from '../../lib/engine/events.ts';
import { useFormat } from '../ui/format.ts';
import { plotStyle, usePlot } from '../ui/use-plot.ts';
import { rateSeries } from './pace.ts';

const HEIGHT = 128;

/** Rows a second over the run. Quiet until there are two points. */
export function ThroughputChart({ samples, ended }: { samples: RunState['samples']; ended: boolean }) {
  const t = useTranslations('runs.chart');
  const { count, clock } = useFormat();
  const series = useMemo(() => rateSeries(samples), [samples]);
  const drawable = series.at.length > 1;
  const place = usePlot({
    height: HEIGHT,
    data: [series.at, series.rows],
    drawable,
    shape: 'rows',
    options: (element) => options(element, count, (at) => clock(at * 1000)),
  });

  // Over within a second or two: there is no line to draw.
  if (!drawable && ended) return null;
  if (!drawable) {
    return (
      <p className="mt-4 flex items-center justify-center text-ink-3 text-sm" style={{ height: HEIGHT }}>
        {t('empty')}
      </p>
    );
  }
  const rates = series.rows.filter((value) => value !== null);
  const label = t('label', { low: count(Math.min(...rates)), high: count(Math.max(...rates)) });
  return <div ref={place} role="img" aria-label={label} className="mt-4" style={{ height: HEIGHT }} />;
}

function options(
  element: HTMLElement,
  count: (value: number) => string,
  clock: (at: number) => string,
): uPlot.Options {
  const { colour, axis } = plotStyle(element);
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 8, 0, 0],
    scales: { x: { time: false }, y: { range: (_chart, _low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [
      { ...axis, grid: { show: false }, space: 120, size: 22, values: (_chart, at) => at.map(clock) },
      {
        ...axis,
        grid: { stroke: colour('--line'), width: 1 },
        space: 36,
        size: (_chart, values) => Math.max(30, ...(values ?? []).map((value) => value.length * 6.6 + 12)),
        values: (_chart, rates) => rates.map((rate) => count(rate)),
      },
    ],
    series: [
      {},
      { stroke: colour('--accent'), width: 1.5, fill: colour('--accent-soft'), points: { show: false } },
    ],
  };
}
