import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';
import { type SqlTokenKind, sqlTokens } from './sql-tokens.ts';

const COLOURS: Partial<Record<SqlTokenKind, string>> = {
  keyword: 'text-accent',
  string: 'text-good',
  number: 'text-attention',
  comment: 'text-ink-3 italic',
};

/** SQL to be read and copied. */
export function CodeBlock({ sql, className }: { sql: string; className?: string }) {
  return (
    <div className={cn('group relative', className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto whitespace-pre p-4 pr-12 font-mono text-xs leading-5">
        <code>
          {sqlTokens(sql).map((token, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one fixed text
            <span key={index} className={COLOURS[token.kind]}>
              {token.text}
            </span>
          ))}
        </code>
      </pre>
      <div className="absolute top-2 right-2 rounded-md bg-panel">
        <CopyButton text={sql} />
      </div>
    </div>
  );
}
