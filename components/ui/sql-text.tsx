import { memo } from 'react';
import { type SqlTokenKind, sqlTokens } from './sql-tokens.ts';

const COLOURS: Partial<Record<SqlTokenKind, string>> = {
  keyword: 'text-accent',
  string: 'text-good',
  number: 'text-attention',
  comment: 'text-ink-3 italic',
};

/** SQL in its colours. */
export const SqlText = memo(function SqlText({ sql }: { sql: string }) {
  return sqlTokens(sql).map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one fixed text
    <span key={index} className={COLOURS[token.kind]}>
      {token.text}
    </span>
  ));
});
