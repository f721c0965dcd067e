/** Rights on tables that are replaced: whoever could use the old one can use the new one. */
import { inOneTrip, type PgClient, qualified, quote } from './connect.ts';

interface Replaced {
  name: string;
  /** The relation that stood there. */
  from: number;
}

interface Right {
  from: number;
  /** Null: of the whole table. */
  column: string | null;
  privilege: string;
  grantee: string;
  grantable: boolean;
}

/** Gives the tables in `schema` the rights that others have on what they replace, its owner's included. */
export async function carryGrants(client: PgClient, schema: string, tables: Replaced[]): Promise<void> {
  if (tables.length === 0) return;
  const { rows } = await client.query<Right>(
    `WITH tables AS (SELECT * FROM unnest($1::bigint[], $2::text[]) AS t("from", "table"))
     SELECT t."from"::float8, NULL AS column, a.privilege_type AS privilege, a.is_grantable AS grantable,
       CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee
     FROM tables t JOIN pg_class c ON c.oid = t."from"::oid CROSS JOIN LATERAL aclexplode(c.relacl) a
     WHERE a.grantee = 0 OR pg_get_userbyid(a.grantee) <> current_user
     UNION
     SELECT t."from"::float8, NULL, 'ALL', false, quote_ident(pg_get_userbyid(c.relowner))
     FROM tables t JOIN pg_class c ON c.oid = t."from"::oid WHERE pg_get_userbyid(c.relowner) <> current_user
     UNION ALL
     SELECT t."from"::float8, a.attname, x.privilege_type, x.is_grantable,
       CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END
     FROM tables t JOIN pg_attribute a ON a.attrelid = t."from"::oid CROSS JOIN LATERAL aclexplode(a.attacl) x
     WHERE NOT a.attisdropped AND EXISTS (
       SELECT FROM pg_attribute n
       WHERE n.attrelid = to_regclass(t."table") AND n.attname = a.attname AND NOT n.attisdropped)`,
    [tables.map(({ from }) => from), tables.map(({ name }) => qualified(schema, name))],
  );
  const names = new Map(tables.map(({ name, from }) => [from, qualified(schema, name)]));
  await inOneTrip(
    client,
    rows.map(({ from, column, privilege, grantee, grantable }) => {
      const what = column === null ? privilege : `${privilege} (${quote(column)})`;
      return `GRANT ${what} ON TABLE ${names.get(from)} TO ${grantee}${grantable ? ' WITH GRANT OPTION' : ''}`;
    }),
  );
}
