import { memo } from 'react';
import { cn } from '../ui/cn.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { SqlText } from '../ui/sql-text.tsx';
import { ddlParts } from './ddl-parts.ts';

interface DdlPaneProps {
  title: string;
  sql: string;
  /** Names of columns as the SQL has them, with how the source calls them. */
  columns: Map<string, string>;
  /** Columns of the source to be marked: something is to be said of them. */
  marked: ReadonlySet<string>;
  /** The column of the source that is pointed at. */
  active: string | null;
  onActive: (column: string | null) => void;
}

/** A table's DDL, each column marked as it is in the mapping beside it. */
export const DdlPane = memo(function DdlPane({
  title,
  sql,
  columns,
  marked,
  active,
  onActive,
}: DdlPaneProps) {
  return (
    <div className="min-w-0">
      <div className="flex h-9 items-center justify-between gap-2 border-line border-b pr-2 pl-4">
        <h3 className="truncate font-medium text-ink-3 text-xs">{title}</h3>
        <CopyButton text={sql} />
      </div>
      <pre className="whitespace-pre-wrap break-words p-4 font-mono text-xs leading-5">
        <code>
          {ddlParts(sql, [...columns.keys()]).map(({ text, column }, index) => {
            const source = column === null ? undefined : columns.get(column);
            return (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one fixed text
                key={index}
                data-column={source}
                onPointerEnter={source === undefined ? undefined : () => onActive(source)}
                onPointerLeave={source === undefined ? undefined : () => onActive(null)}
                className={cn(
                  'rounded-sm box-decoration-clone',
                  source !== undefined && marked.has(source) && 'bg-attention-soft',
                  source !== undefined && source === active && 'bg-accent-soft',
                )}
              >
                <SqlText sql={text} />
              </span>
            );
          })}
        </code>
      </pre>
    </div>
  );
});
