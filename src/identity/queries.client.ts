// SQL of the sites that rely on the account, and of their secrets.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'
import type { AuthMethod, NewClient } from './client-check.ts'

export interface ClientRow extends NewClient {
  id: string
  authorityCode: string
  authorityName: string
  authMethod: AuthMethod
  createdAt: Date
  /** Digests of the secrets in force, hexadecimal, oldest first. */
  secrets: string[]
}

const client = (tx: Read) => sql`
  select c.id, c.authority_id as "authorityId", a.code as "authorityCode", a.name as "authorityName", c.sector, c.name,
    c.redirect_uris as "redirectUris", c.post_logout_uris as "postLogoutUris", c.backchannel_uri as "backchannelUri",
    c.auth_method as "authMethod", c.jwks, c.jwks_uri as "jwksUri", c.private_hosts as "privateHosts",
    c.allowed_values as "allowedValues", c.required_values as "requiredValues", c.userinfo_signed as "userinfoSigned", c.created_at as "createdAt",
    (select coalesce(array_agg(encode(s.digest, 'hex') order by s.id), '{}') from identity.client_secret s
      where s.client_id = c.id and (s.expires_at is null or s.expires_at > ${tx.now})) as secrets
  from identity.client c join territory.authority a on a.id = c.authority_id`

/** A site in service, or null. */
export async function clientById(tx: Read, id: string): Promise<ClientRow | null> {
  const { rows } = await sql<ClientRow>`${client(tx)} where c.id = ${id} and c.disabled_at is null`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export async function clientsOfAuthorities(tx: Read, authorityIds: readonly number[]): Promise<ClientRow[]> {
  const { rows } = await sql<ClientRow>`
    ${client(tx)} where c.authority_id = any (${authorityIds as number[]}::integer[]) and c.disabled_at is null
    order by c.name collate "fr-x-icu", c.id`.execute(tx.q)
  return rows
}

/** Hosts of the internal network allowed to the sites whose keys are at that address. */
export async function privateHostsForKeys(tx: Read, jwksUri: string): Promise<string[]> {
  const { rows } = await sql<{ host: string }>`
    select distinct unnest(private_hosts) as host from identity.client where jwks_uri = ${jwksUri} and disabled_at is null`.execute(
    tx.q,
  )
  return rows.map(({ host }) => host)
}

export async function insertClient(tx: Write, id: string, made: NewClient): Promise<void> {
  await sql`
    insert into identity.client (id, authority_id, sector, name, redirect_uris, post_logout_uris, backchannel_uri, auth_method, jwks, jwks_uri,
      private_hosts, allowed_values, required_values, userinfo_signed, created_at, created_by)
    values (${id}, ${made.authorityId}, ${made.sector}, ${made.name}, ${made.redirectUris as string[]}, ${made.postLogoutUris as string[]},
      ${made.backchannelUri}, ${made.authMethod}, ${made.jwks === null ? null : JSON.stringify(made.jwks)}::jsonb, ${made.jwksUri},
      ${made.privateHosts as string[]}, ${made.allowedValues as string[]}, ${made.requiredValues as string[]}, ${made.userinfoSigned}, ${tx.now}, ${tx.actor.personId})`.execute(
    tx.q,
  )
}

export async function insertSecret(tx: Write, clientId: string, digest: Buffer): Promise<void> {
  await sql`insert into identity.client_secret (client_id, digest, created_at) values (${clientId}, ${digest}, ${tx.now})`.execute(
    tx.q,
  )
}

/** Keeps the newest secret until `until`, and ends the older ones now. */
export async function endSecrets(tx: Write, clientId: string, until: Date): Promise<void> {
  await sql`
    update identity.client_secret set expires_at = case
      when id = (select max(id) from identity.client_secret where client_id = ${clientId}) then ${until}::timestamptz else ${tx.now}::timestamptz end
    where client_id = ${clientId} and (expires_at is null or expires_at > ${tx.now})`.execute(tx.q)
}

export async function lockClient(tx: Write, id: string): Promise<void> {
  await sql`select from identity.client where id = ${id} for update`.execute(tx.q)
}
