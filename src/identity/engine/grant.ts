// From what the person agreed to, to what the engine calls a grant: scopes, claims given, claims refused.
import type Provider from 'oidc-provider'
import type { Client, Grant, KoaContextWithOIDC } from 'oidc-provider'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { type Consent, liveConsent, noteConsentUse } from '../store/queries.consent.ts'
import { claimsOf, PROVENANCE, VALUE_IDS } from '../store/values.ts'

const DAY = 86_400_000

/** The grant of this session at this site, made from the remembered consent; undefined when the person is to be asked. */
export async function grantFromConsent(db: Database, ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, provider, account } = ctx.oidc
  if (client === undefined || session === undefined || account === undefined) return undefined
  const personId = Number(account.accountId)
  const given = await db.read(system, (tx) => liveConsent(tx, personId, client.clientId))
  if (given === null) return undefined
  const consent = { ...given, refused: [...given.refused, ...closedTo(client)] }
  if (db.clock().getTime() - given.lastUsedAt.getTime() > DAY)
    await db.write(system, (tx) => noteConsentUse(tx, consent.id))
  const known = await grantOfSession(provider, session.grantIdFor(client.clientId))
  if (known !== undefined && known.accountId === account.accountId && holds(known, consent)) return known
  return newGrant(provider, account.accountId, consent)
}

// Values that the site may not ask: nobody is asked about them, and nothing gives them.
function closedTo(client: Client): string[] {
  const allowed: unknown = client['allowed_values']
  return Array.isArray(allowed) ? VALUE_IDS.filter((id) => !allowed.includes(id)) : VALUE_IDS
}

const grantOfSession = (provider: Provider, id: string | undefined): Promise<Grant | undefined> =>
  id === undefined ? Promise.resolve(undefined) : provider.Grant.find(id)

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.toSorted().join(' ') === b.toSorted().join(' ')

const scopesOf = (consent: Consent): string[] => [...new Set(['openid', ...consent.scopes])]

function holds(grant: Grant, consent: Consent): boolean {
  return (
    sameWords(grant.getOIDCScope().split(' '), scopesOf(consent)) &&
    sameWords(grant.getOIDCClaims(), grantedOf(consent)) &&
    sameWords(grant.getRejectedOIDCClaims(), refusedOf(consent))
  )
}

// Where the values come from goes with them, and is nothing without them.
const grantedOf = ({ granted, refused }: Consent): string[] => [
  ...claimsOf(granted.filter((id) => !refused.includes(id))),
  PROVENANCE,
]

// Only what was asked is said to be refused: what never was is asked the day it is wanted.
const refusedOf = (consent: Consent): string[] => claimsOf(consent.refused)

async function newGrant(provider: Provider, accountId: string, consent: Consent): Promise<Grant> {
  const grant = new provider.Grant({ accountId, clientId: consent.clientId })
  grant.addOIDCScope(scopesOf(consent).join(' '))
  grant.addOIDCClaims(grantedOf(consent))
  const refused = refusedOf(consent)
  if (refused.length > 0) grant.rejectOIDCClaims(refused)
  await grant.save()
  return grant
}
