import type { PgClient } from './connect.ts';

export async function countRows(client: PgClient, from: string, where = 'true'): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) AS count FROM ${from} WHERE ${where}`,
  );
  return Number(rows[0]?.count ?? 0);
}
