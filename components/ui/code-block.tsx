import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';
import { SqlText } from './sql-text.tsx';

/** SQL to be read and copied. */
export function CodeBlock({ sql, className }: { sql: string; className?: string }) {
  return (
    <div className={cn('group relative', className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto whitespace-pre p-4 pr-12 font-mono text-xs leading-5">
        <code>
          <SqlText sql={sql} />
        </code>
      </pre>
      <div className="absolute top-2 right-2 rounded-md bg-panel">
        <CopyButton text={sql} />
      </div>
    </div>
  );
}
