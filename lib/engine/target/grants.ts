/** Rights on a table that is replaced: whoever could use the old one can use the new one. */
import { type PgClient, qualified, quote } from './connect.ts';

/** Gives the table `name` in `schema` the rights that others have on the relation `from`, its owner's included. */
export async function carryGrants(
  client: PgClient,
  schema: string,
  name: string,
  from: number,
): Promise<void> {
  const { rows } = await client.query<{ privilege: string; grantee: string; grantable: boolean }>(
    `SELECT a.privilege_type AS privilege, a.is_grantable AS grantable,
       CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee
     FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
     WHERE c.oid = $1::int8::oid AND (a.grantee = 0 OR pg_get_userbyid(a.grantee) <> current_user)
     UNION
     SELECT 'ALL', false, quote_ident(pg_get_userbyid(c.relowner)) FROM pg_class c
     WHERE c.oid = $1::int8::oid AND pg_get_userbyid(c.relowner) <> current_user`,
    [from],
  );
  const columns = await client.query<{
    column: string;
    privilege: string;
    grantee: string;
    grantable: boolean;
  }>(
    `SELECT a.attname AS column, x.privilege_type AS privilege, x.is_grantable AS grantable,
       CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS grantee
     FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) x
     WHERE a.attrelid = $1::int8::oid AND NOT a.attisdropped AND EXISTS (
       SELECT FROM pg_attribute n WHERE n.attrelid = to_regclass($2) AND n.attname = a.attname AND NOT n.attisdropped)`,
    [from, qualified(schema, name)],
  );
  for (const { column, privilege, grantee, grantable } of columns.rows) {
    await client.query(
      `GRANT ${privilege} (${quote(column)}) ON TABLE ${qualified(schema, name)} TO ${grantee}${grantable ? ' WITH GRANT OPTION' : ''}`,
    );
  }
  for (const { privilege, grantee, grantable } of rows) {
    await client.query(
      `GRANT ${privilege} ON TABLE ${qualified(schema, name)} TO ${grantee}${grantable ? ' WITH GRANT OPTION' : ''}`,
    );
  }
}
