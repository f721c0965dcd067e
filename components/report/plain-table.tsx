import type { ReactNode } from 'react';

interface PlainTableProps {
  head: { label: ReactNode; numeric?: boolean }[];
  /** Cells in the order of the head. */
  rows: { key: string; cells: ReactNode[] }[];
}

/** A table for paper: its head is said again on each sheet, no row is torn; on a screen too narrow it scrolls. */
export function PlainTable({ head, rows }: PlainTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div tabIndex={0} className="relative overflow-x-auto print:overflow-visible">
      <table className="w-full border-collapse text-left text-sm print:text-[8.5pt]">
        <thead>
          <tr>
            {head.map(({ label, numeric }, index) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns of one table
                key={index}
                scope="col"
                className={`border-line border-b py-1.5 pr-3 align-bottom font-medium text-ink-3 text-xs last:pr-0 ${numeric ? 'text-right' : ''}`}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="break-inside-avoid *:align-top">
              {cells.map((cell, index) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns of one table
                  key={index}
                  className={`max-w-80 break-words border-line border-b py-1.5 pr-3 last:pr-0 ${head[index]?.numeric ? 'whitespace-nowrap text-right' : ''}`}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
