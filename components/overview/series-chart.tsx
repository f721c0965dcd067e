'use client';

import { useTranslations } from 'next-intl';
import type uPlot from 'uplot';
import type { Series } from '../../lib/data/dto/server.ts';
import { useFormat } from '../ui/format.ts';
import { plotStyle, usePlot } from '../ui/use-plot.ts';

const HEIGHT = 96;
/** The colours of lines by what they mean, as tokens; the same as in the figures beside them. */
const INKS: Record<string, string> = {
  active: '--accent',
  total: '--accent',
  idle: '--edge',
  'idle in transaction': '--attention',
  waiting: '--attention',
};

interface SeriesChartProps {
  series: Series;
  /** What it shows, for those who cannot see it. */
  label: string;
}

/** A few lines over the last minutes, drawn anew as they grow. */
export function SeriesChart({ series, label }: SeriesChartProps) {
  const t = useTranslations('overview');
  const { clock, count } = useFormat();
  const names = series.lines.map((line) => line.name);
  const drawable = series.at.length > 1 && names.length > 0;
  const place = usePlot({
    height: HEIGHT,
    data: [series.at.map((at) => at / 1000), ...series.lines.map((line) => line.values)],
    drawable,
    shape: names.join('\n'),
    options: (element) => options(element, names, { clock, count }),
  });

  if (!drawable) {
    return (
      <p className="flex items-center justify-center text-ink-3 text-sm" style={{ height: HEIGHT }}>
        {t('seriesSoon')}
      </p>
    );
  }
  return <div ref={place} role="img" aria-label={label} style={{ height: HEIGHT }} />;
}

function options(
  element: HTMLElement,
  names: string[],
  words: { clock: (at: number) => string; count: (value: number) => string },
): uPlot.Options {
  const { colour, axis } = plotStyle(element);
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 4, 0, 0],
    scales: { y: { range: (_plot, _low, high) => [0, Math.max(4, Math.ceil(high * 1.15))] } },
    axes: [
      {
        ...axis,
        size: 22,
        space: 90,
        grid: { show: false },
        values: (_plot, splits) => splits.map((at) => words.clock(at * 1000)),
      },
      {
        ...axis,
        size: 32,
        space: 28,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
        grid: { stroke: colour('--line'), width: 1 },
        values: (_plot, splits) => splits.map((value) => words.count(value)),
      },
    ],
    series: [
      {},
      ...names.map((label) => ({
        label,
        stroke: colour(INKS[label] ?? '--line-strong'),
        width: 1.5,
        points: { show: false },
        ...(INKS[label] === '--accent' ? { fill: colour('--accent-soft') } : {}),
      })),
    ],
  };
}
