/** One table with what real databases have: little enough to be read through in a minute. */
import type { Database } from 'better-sqlite3';

const CREATE = `CREATE TABLE loyalty_cards (
    id           INTEGER PRIMARY KEY,
    code         VARCHAR(16) COLLATE NOCASE UNIQUE,
    user_id      INTEGER NOT NULL REFERENCES users (id),  -- two of them are gone
    points       INTEGER NOT NULL DEFAULT 0,              -- two were written in words
    valid_until  DATE,                                    -- nothing was written as ''
    issued_at    DATETIME                                 -- milliseconds since 1970
  )`;
const VIEW = `CREATE VIEW loyal_clients AS
    SELECT c.code, u.name AS client, c.points
    FROM loyalty_cards c JOIN users u ON u.id = c.user_id`;

const CARDS = 60;
const FIRST_ISSUED_MS = 1_688_169_600_000;
const DAY_MS = 86_400_000;
const POINTS: Record<number, string> = { 7: 'мало', 31: 'ask Anna' };
const GONE_USERS: Record<number, number> = { 12: 90_001, 45: 90_002 };
const NEVER_EXPIRES = [3, 19, 20, 52];

/** Foreign keys must be off. */
export function plantRoughTable(db: Database): void {
  const { users } = db.prepare('SELECT count(*) AS users FROM users').get() as { users: number };
  db.exec(CREATE);
  const insert = db.prepare('INSERT INTO loyalty_cards VALUES (?, ?, ?, ?, ?, ?)');
  for (let card = 1; card <= CARDS; card++) {
    insert.run(
      card,
      // Upper and lower case as people typed them; NOCASE takes them for the same.
      `${card % 3 === 0 ? 'gold' : 'GOLD'}-${String(card).padStart(4, '0')}`,
      GONE_USERS[card] ?? ((card - 1) % users) + 1,
      POINTS[card] ?? card * 15,
      NEVER_EXPIRES.includes(card) ? '' : dayOf(FIRST_ISSUED_MS + card * 9 * DAY_MS),
      FIRST_ISSUED_MS + card * DAY_MS + card * 1_000,
    );
  }
  db.exec(VIEW);
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
