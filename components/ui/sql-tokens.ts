/** Just enough of SQL's spelling to colour it; text in, the same text out in pieces. */

export type SqlTokenKind = 'keyword' | 'string' | 'number' | 'comment' | 'name' | 'text';
export interface SqlToken {
  kind: SqlTokenKind;
  text: string;
}

const KEYWORDS = new Set(
  `ADD ALTER ALWAYS AND AS ASC AUTOINCREMENT BEFORE AFTER BEGIN BETWEEN BY CASCADE CASE CHECK COLLATE COLUMN COMMENT
  CONFLICT CONSTRAINT CREATE CROSS CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DEFAULT DEFERRABLE DEFERRED DELETE DESC
  DISTINCT DROP EACH ELSE END EXISTS FALSE FOR FOREIGN FROM FULL GENERATED GRANT GROUP HAVING IDENTITY IF IMMEDIATE IN INDEX
  INITIALLY INNER INSERT INSTEAD INTO IS JOIN KEY LEFT LIKE LIMIT NO NOT NULL OF OFFSET ON OR ORDER OUTER PRIMARY RAISE
  REFERENCES REPLACE RESTRICT RIGHT ROW ROWID SELECT SET STORED STRICT TABLE TEMP THEN TO TRIGGER TRUE UNION UNIQUE UPDATE
  USING VALID VALIDATE VALUES VIEW VIRTUAL WHEN WHERE WITH WITHOUT`.split(/\s+/),
);

const PIECES =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>[xX]?'(?:[^']|'')*(?:'|$))|(?<name>"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$))|(?<number>\b\d[\w.]*)|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<text>\s+|[^\s])/gu;

export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (const { kind, text } of sqlPieces(sql)) {
    const last = tokens.at(-1);
    // Neighbours of one kind are one piece: fewer elements on the page.
    if (kind === 'text' && last?.kind === 'text') last.text += text;
    else tokens.push({ kind, text });
  }
  return tokens;
}

/** Word by word and sign by sign. */
export function sqlPieces(sql: string): SqlToken[] {
  return [...sql.matchAll(PIECES)].map(({ groups = {}, 0: text }) => ({ kind: kindOf(groups), text }));
}

function kindOf(groups: Record<string, string | undefined>): SqlTokenKind {
  if (groups.word !== undefined) return KEYWORDS.has(groups.word.toUpperCase()) ? 'keyword' : 'text';
  const kinds = ['comment', 'string', 'name', 'number'] as const;
  return kinds.find((kind) => groups[kind] !== undefined) ?? 'text';
}
