// Sites that rely on the account: registered by their authority, with a secret shown once and changed without outage.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Write } from '#platform/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { clientProblems, type NewClient } from './client-check.ts'
import { digestOf } from './derive.ts'
import { clientById, endSecrets, insertClient, insertSecret, lockClient } from './queries.client.ts'

/** How long the former secret still opens after a change: the site has a week to take the new one. */
const OVERLAP = 7 * 86_400_000

/** What is told once: nobody can read the secret again. */
export interface Issued {
  clientId: string
  /** null when the site proves itself with its own key. */
  secret: string | null
}

/**
 * Registers a site. Whoever calls has checked that the actor administers its authority.
 * @throws BadInput with every problem
 */
export async function registerClient(tx: Write, made: NewClient): Promise<Issued> {
  const problems = clientProblems(made)
  if (problems.length > 0) throw new BadInput(problems)
  const clientId = randomUUID()
  await insertClient(tx, clientId, made)
  if (made.authMethod === 'private_key_jwt') return { clientId, secret: null }
  return { clientId, secret: await newSecret(tx, clientId) }
}

/**
 * A new secret; the one in force stays valid for a week, those before it end now.
 * @throws NotFound when the site is unknown to the actor, BadInput when it has no secret
 */
export async function rotateSecret(tx: Write, clientId: string): Promise<Issued> {
  await lockClient(tx, clientId)
  const client = await clientById(tx, clientId)
  if (client === null) throw new NotFound()
  if (client.authMethod === 'private_key_jwt')
    throw new BadInput('Ce site s’identifie avec sa propre clé : il n’a pas de secret.')
  await endSecrets(tx, clientId, new Date(tx.now.getTime() + OVERLAP))
  return { clientId, secret: await newSecret(tx, clientId) }
}

async function newSecret(tx: Write, clientId: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await insertSecret(tx, clientId, digestOf(secret))
  return secret
}
