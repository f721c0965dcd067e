'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import { scrollPlace, useScrollPlace } from './use-scroll-place.ts';

/** More rows than this are drawn only where they can be seen. */
const PLAIN_ROWS = 60;

interface VirtualTableProps<T> {
  items: T[];
  /** Height of a row, in pixels. */
  rowHeight: number;
  columns: number;
  head: ReactNode;
  row: (item: T) => ReactNode;
  label: string;
  /** Remembers under this name how far it was scrolled. */
  place?: string;
}

/** A table that stays quick with hundreds of rows: a real table, spaced by empty rows above and below. */
export function VirtualTable<T>({
  items,
  rowHeight,
  columns,
  head,
  row,
  label,
  place,
}: VirtualTableProps<T>) {
  const view = useRef<HTMLDivElement>(null);
  const many = items.length > PLAIN_ROWS;
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => view.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    enabled: many,
    initialOffset: () => (place && typeof window !== 'undefined' ? scrollPlace(place) : 0),
  });
  useScrollPlace(many ? place : undefined, view);
  const seen = virtual.getVirtualItems();
  const before = seen[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (seen.at(-1)?.end ?? 0);
  const shown = many ? seen.map(({ index }) => items[index]).filter((item) => item !== undefined) : items;
  return (
    <section
      ref={view}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={many ? 'relative max-h-[70vh] overflow-auto' : 'relative overflow-x-auto'}
    >
      <table className="w-full border-collapse text-left" aria-rowcount={many ? items.length + 1 : undefined}>
        <thead className={many ? 'sticky top-0 z-10 bg-panel' : undefined}>{head}</thead>
        <tbody>
          {many && before > 0 ? <Space height={before} columns={columns} /> : null}
          {shown.map(row)}
          {many && after > 0 ? <Space height={after} columns={columns} /> : null}
        </tbody>
      </table>
    </section>
  );
}

function Space({ height, columns }: { height: number; columns: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  );
}
