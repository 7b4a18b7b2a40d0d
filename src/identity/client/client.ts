// Sites that rely on the account: registered by their authority, with a secret shown once and changed without outage, put out
// of service at once. Whoever calls has checked that the actor administers the authority; everything done is an event.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import { requireProcessing } from '#register'
import { clientProblems } from './client-check.ts'
import { digestOf } from '../store/derive.ts'
import { note } from './events.ts'
import {
  type ClientRow,
  endFormerSecret,
  endSecrets,
  insertClient,
  insertSecret,
  lockClient,
  registeredClient,
  setDisabled,
  updateClient,
} from '../store/queries.client.ts'
import type { NewClient } from '../store/registered.ts'

/** How long the former secret still opens after a change: the site has a week to take the new one. */
const OVERLAP = 7 * 86_400_000

/** What is told once: nobody can read the secret again. */
export interface Issued {
  clientId: string
  /** null when the site proves itself with its own key. */
  secret: string | null
}

/**
 * Everything that must hold before a site is registered or changed: the one gate. The register of processing must have an
 * entry for the sites of that authority and sector, and list what they receive.
 * @throws BadInput with every problem
 */
async function checkClient(tx: Read, made: NewClient): Promise<void> {
  const problems = clientProblems(made)
  if (problems.length > 0) throw new BadInput(problems)
  await requireProcessing(tx, { ...made, valueIds: made.allowedValues })
}

/**
 * Registers a site.
 * @param clientId, secret for the demonstration, which must find its own site again
 * @throws BadInput with every problem
 */
export async function registerClient(
  tx: Write,
  made: NewClient,
  clientId: string = randomUUID(),
  secret: string = randomSecret(),
): Promise<Issued> {
  await checkClient(tx, made)
  const number = await insertClient(tx, clientId, made)
  await note(tx, { number }, 'client.registered')
  if (made.authMethod === 'private_key_jwt') return { clientId, secret: null }
  await insertSecret(tx, clientId, digestOf(secret))
  return { clientId, secret }
}

/** What may be changed of a site: a new sector or authority would be other people to it, that is another site. */
export type ClientChange = Pick<
  NewClient,
  | 'name'
  | 'redirectUris'
  | 'postLogoutUris'
  | 'backchannelUri'
  | 'jwksUri'
  | 'allowedValues'
  | 'requiredValues'
  | 'concessions'
>

/** One field as it was and as it is. */
export interface FieldChange {
  field: keyof ClientChange
  before: readonly string[]
  after: readonly string[]
}

const asList = (value: string | readonly string[] | null): readonly string[] =>
  value === null ? [] : typeof value === 'string' ? [value] : value

function changesOf(former: ClientChange, change: ClientChange): FieldChange[] {
  return (Object.keys(change) as (keyof ClientChange)[])
    .map((field) => ({ field, before: asList(former[field]), after: asList(change[field]) }))
    .filter(({ before, after }) => before.toSorted().join('\n') !== after.toSorted().join('\n'))
}

/**
 * Changes a site, under the checks of a registration. What it may no longer read, none of its tokens reads.
 * @throws NotFound, BadInput with every problem
 */
export async function changeClient(tx: Write, clientId: string, change: ClientChange): Promise<void> {
  const former = await locked(tx, clientId)
  const made = { ...former, ...change, jwks: change.jwksUri === null ? former.jwks : null }
  await checkClient(tx, made)
  const changes = changesOf(former, change)
  if (changes.length === 0) return
  await updateClient(tx, clientId, made)
  await note(tx, former, 'client.changed', { changes })
}

/**
 * A new secret; the one in force stays valid for a week, those before it end now.
 * @throws NotFound when the site is unknown to the actor, BadInput when it has no secret
 */
export async function rotateSecret(tx: Write, clientId: string): Promise<Issued> {
  const client = await locked(tx, clientId)
  if (client.authMethod === 'private_key_jwt')
    throw new BadInput('Ce site s’identifie avec sa propre clé\u00a0: il n’a pas de secret.')
  await endSecrets(tx, clientId, new Date(tx.now.getTime() + OVERLAP))
  const secret = randomSecret()
  await insertSecret(tx, clientId, digestOf(secret))
  await note(tx, client, 'client.secret_rotated')
  return { clientId, secret }
}

/**
 * Ends the former secret before its week is over.
 * @throws NotFound, Conflict when that secret is the one in force, or has ended
 */
export async function endSecret(tx: Write, clientId: string, secretId: number): Promise<void> {
  const client = await locked(tx, clientId)
  if (!(await endFormerSecret(tx, clientId, secretId)))
    throw new Conflict('Ce secret est déjà terminé, ou c’est le seul qui reste\u00a0: changez-le d’abord.')
  await note(tx, client, 'client.secret_ended', { secret: secretId })
}

/** Nothing works for the site from now on: no sign-in, no token, no reading. @throws NotFound, Conflict */
export async function disableClient(tx: Write, clientId: string): Promise<void> {
  const client = await locked(tx, clientId)
  if (client.disabledAt !== null) throw new Conflict('Ce site est déjà hors service.')
  await setDisabled(tx, clientId, tx.now)
  await note(tx, client, 'client.disabled')
}

/** Back in service, with the secrets and consents it had. @throws NotFound, Conflict */
export async function enableClient(tx: Write, clientId: string): Promise<void> {
  const client = await locked(tx, clientId)
  if (client.disabledAt === null) throw new Conflict('Ce site est déjà en service.')
  await setDisabled(tx, clientId, null)
  await note(tx, client, 'client.enabled')
}

/** The site, held until the end of the transaction. The double of the console is not one. @throws NotFound */
export async function locked(tx: Write, clientId: string): Promise<ClientRow> {
  await lockClient(tx, clientId)
  const client = await registeredClient(tx, clientId)
  if (client === null || client.consoleOf !== null) throw new NotFound()
  return client
}

const randomSecret = (): string => randomBytes(32).toString('base64url')
