/** Rights on a table that is replaced: whoever could use the old one can use the new one. */
import { type PgClient, qualified } from './connect.ts';

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
  for (const { privilege, grantee, grantable } of rows) {
    await client.query(
      `GRANT ${privilege} ON TABLE ${qualified(schema, name)} TO ${grantee}${grantable ? ' WITH GRANT OPTION' : ''}`,
    );
  }
}
