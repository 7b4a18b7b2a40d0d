// SQL of the sites that rely on the account, and of their secrets.
import { isOpen } from '#settings'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { FoundArtifact, Use } from './queries.artifact.ts'
import { SITES, type AuthMethod, type NewClient } from './registered.ts'

export interface ClientRow extends NewClient {
  id: string
  authorityCode: string
  authorityName: string
  authMethod: AuthMethod
  /** What events call it by. */
  number: number
  /** The site of which this is the double (see console/), or null. */
  consoleOf: string | null
  createdAt: Date
  disabledAt: Date | null
  /** Digests of the secrets in force, hexadecimal, oldest first. */
  secrets: string[]
}

const client = (tx: Read, columns = sql``, joined = sql``) => sql`
  select c.id, c.authority_id as "authorityId", a.code as "authorityCode", a.name as "authorityName", c.sector, c.name,
    c.redirect_uris as "redirectUris", c.post_logout_uris as "postLogoutUris", c.backchannel_uri as "backchannelUri",
    c.auth_method as "authMethod", c.jwks, c.jwks_uri as "jwksUri", c.private_hosts as "privateHosts",
    c.allowed_values as "allowedValues", c.required_values as "requiredValues", c.userinfo_signed as "userinfoSigned", c.concessions, c.created_at as "createdAt",
    c.number, c.console_of as "consoleOf", c.disabled_at as "disabledAt",
    (select coalesce(array_agg(encode(s.digest, 'hex') order by s.id), '{}') from identity.client_secret s
      where s.client_id = c.id and (s.expires_at is null or s.expires_at > ${tx.now})) as secrets${columns}
  from identity.client c join territory.authority a on a.id = c.authority_id${joined}`

/** Out of service, it is because its authority said so, or because nothing opens the account to that authority. */
const inService = (tx: Read) => sql`c.disabled_at is null and ${isOpen(tx, SITES, 'c.authority_id')}
  and not exists (select from identity.client o where o.id = c.console_of and o.disabled_at is not null)`

/** A site in service, or null. The double of a site that is out of service is out of service too. */
export async function clientById(tx: Read, id: string): Promise<ClientRow | null> {
  const { rows } = await sql<ClientRow>`${client(tx)} where c.id = ${id} and ${inService(tx)}`.execute(tx.q)
  return rows[0] ?? null
}

/** The same with the code or token that it presents, in one statement. */
export async function clientWithToken(
  tx: Read,
  id: string,
  { model, idHash }: Use,
): Promise<{ client: ClientRow; token: FoundArtifact | null } | null> {
  const columns = sql`, f.payload, f.consumed_at as "consumedAt", f.grant_payload as "grant",
    f.session_payload as session, f.is_open as "isOpen"`
  const joined = sql` left join lateral identity.artifact_find(${model}, ${idHash}) f on true`
  const { rows } = await sql<
    ClientRow & Omit<FoundArtifact, 'payload'> & { payload: FoundArtifact['payload'] | null }
  >`
    ${client(tx, columns, joined)} where c.id = ${id} and ${inService(tx)}`.execute(tx.q)
  const [row] = rows
  if (row === undefined) return null
  const { payload, consumedAt, grant, session, isOpen, ...found } = row
  return { client: found, token: payload === null ? null : { payload, consumedAt, grant, session, isOpen } }
}

/** A site as it is registered, in service or not. */
export async function registeredClient(tx: Read, id: string): Promise<ClientRow | null> {
  const { rows } = await sql<ClientRow>`${client(tx)} where c.id = ${id}`.execute(tx.q)
  return rows[0] ?? null
}

/** The sites of those authorities, those out of service last. */
export async function clientsOfAuthorities(tx: Read, authorityIds: readonly number[]): Promise<ClientRow[]> {
  const { rows } = await sql<ClientRow>`
    ${client(tx)} where c.authority_id = any (${authorityIds as number[]}::integer[]) and c.console_of is null
    order by c.disabled_at is not null, c.name collate "fr-x-icu", c.id`.execute(tx.q)
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

/** @returns its number */
export async function insertClient(tx: Write, id: string, made: NewClient): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into identity.client (id, authority_id, sector, name, redirect_uris, post_logout_uris, backchannel_uri, auth_method, jwks, jwks_uri,
      private_hosts, allowed_values, required_values, userinfo_signed, concessions, created_at, created_by)
    values (${id}, ${made.authorityId}, ${made.sector}, ${made.name}, ${made.redirectUris as string[]}, ${made.postLogoutUris as string[]},
      ${made.backchannelUri}, ${made.authMethod}, ${made.jwks === null ? null : JSON.stringify(made.jwks)}::jsonb, ${made.jwksUri},
      ${made.privateHosts as string[]}, ${made.allowedValues as string[]}, ${made.requiredValues as string[]}, ${made.userinfoSigned}, ${made.concessions as string[]}, ${tx.now}, ${tx.actor.personId})
    returning number`.execute(tx.q)
  return rows[0]?.number ?? 0
}

/** Writes what may change of a site: everything but its authority, its sector and how it proves itself. */
export async function updateClient(tx: Write, id: string, made: NewClient): Promise<void> {
  await sql`
    update identity.client set name = ${made.name}, redirect_uris = ${made.redirectUris as string[]},
      post_logout_uris = ${made.postLogoutUris as string[]}, backchannel_uri = ${made.backchannelUri},
      jwks = ${made.jwks === null ? null : JSON.stringify(made.jwks)}::jsonb, jwks_uri = ${made.jwksUri},
      private_hosts = ${made.privateHosts as string[]}, allowed_values = ${made.allowedValues as string[]},
      required_values = ${made.requiredValues as string[]}, concessions = ${made.concessions as string[]}
    where id = ${id}`.execute(tx.q)
}

export async function setDisabled(tx: Write, id: string, at: Date | null): Promise<void> {
  await sql`update identity.client set disabled_at = ${at} where id = ${id}`.execute(tx.q)
}

/** Says that a registered client is the double of a site. */
export async function setConsoleOf(tx: Write, id: string, clientId: string): Promise<void> {
  await sql`update identity.client set console_of = ${clientId} where id = ${id}`.execute(tx.q)
}

/** A secret as administrators see it: when, never what. */
export interface SecretRow {
  id: number
  createdAt: Date
  /** null: until it is changed. */
  expiresAt: Date | null
}

/** The last secrets of a site, newest first. */
export async function secretsOf(tx: Read, clientId: string): Promise<SecretRow[]> {
  const { rows } = await sql<SecretRow>`
    select id, created_at as "createdAt", expires_at as "expiresAt" from identity.client_secret
    where client_id = ${clientId} order by id desc limit 10`.execute(tx.q)
  return rows
}

/** Ends now a secret that was going to end. @returns false when there is none such */
export async function endFormerSecret(tx: Write, clientId: string, secretId: number): Promise<boolean> {
  const { rows } = await sql`
    update identity.client_secret set expires_at = ${tx.now}
    where client_id = ${clientId} and id = ${secretId} and expires_at > ${tx.now} returning id`.execute(tx.q)
  return rows.length === 1
}

/** The site that an event of change concerns, when it may read less than before; null otherwise. */
export async function clientThatReadsLess(tx: Read, eventId: number): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select c.id from platform.event e join identity.client c on c.number = e.subject_id,
      jsonb_array_elements(e.payload -> 'changes') changed
    where e.id = ${eventId} and e.subject_kind = 'client' and changed ->> 'field' = 'allowedValues'
      and not changed -> 'after' @> (changed -> 'before')`.execute(tx.q)
  return rows[0]?.id ?? null
}

/** Every code, token and grant of a site: its people stay known to it, and are recognised again at their next visit. */
export async function deleteOfClient(tx: Write, clientId: string): Promise<void> {
  await sql`delete from identity.artifact where client_id = ${clientId}`.execute(tx.q)
}

export async function insertSecret(
  tx: Write,
  clientId: string,
  digest: Buffer,
  until: Date | null = null,
): Promise<void> {
  await sql`insert into identity.client_secret (client_id, digest, created_at, expires_at)
    values (${clientId}, ${digest}, ${tx.now}, ${until})`.execute(tx.q)
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
