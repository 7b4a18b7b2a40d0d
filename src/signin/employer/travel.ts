// Leaving for the provider of one's authority, which the domain of an address says, and coming back: one departure, one return, in the
// same browser.
import { digest } from '#people'
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { networkOf, throttleAll } from '#platform/limits/throttle.ts'
import { territory } from '#territory'
import { LIMITS } from '../entry/limits.ts'
import { depart, meet } from '../federation/client.ts'
import { insertAttempt, takeAttempt } from '../federation/queries.ts'
import { FederationRefused } from '../federation/refused.ts'
import { employerOf } from './queries.ts'
import { type Claims, domainOf, type Where } from './recognise.ts'
import { domainsOf, registrationOf } from './registration.ts'

const LIFE = 30 * 60_000
/** A name, an address, and what administrators ask their provider to add. */
const ASKED = { parameters: { scope: 'openid profile email' } }

export const returnAddress = (publicUrl: string): string => `${publicUrl}/connexion/collectivite/retour`

type Tools = Pick<Context, 'db' | 'config' | 'visitorId' | 'ip'>

async function employerIn({ db, config }: Tools, authorityId: number) {
  const row = await db.read(system, (tx) => employerOf(tx, authorityId))
  return row === undefined ? null : { row, settings: registrationOf(config, authorityId, row) }
}

async function authorityOf({ db, config }: Tools, email: string): Promise<number | null> {
  const slug = config.agentDomains.get(domainOf(email))
  if (slug === undefined) return null
  const place = await db.read(system, territory)
  return place.authorities.find((one) => one.slug === slug)?.id ?? null
}

/**
 * Notes the attempt. @returns the provider's address to send the browser to
 * @throws BadInput on `email` when no authority has a provider for it, FederationRefused, TooMany
 */
export async function leaveFor(ctx: Tools, email: string, next: string | null): Promise<string> {
  const { visitorId, ip } = ctx
  await throttleAll(ctx, [
    { key: `federation:visitor:${visitorId}`, ...LIMITS.providerDepartureOfBrowser },
    { key: `federation:ip:${networkOf(ip)}`, ...LIMITS.providerDeparture },
  ])
  const authorityId = await authorityOf(ctx, email)
  const employer = authorityId === null ? null : await employerIn(ctx, authorityId)
  if (authorityId === null || employer === null)
    throw new BadInput([
      {
        field: 'email',
        message:
          'Aucune collectivité n’ouvre d’accès par son propre compte pour cette adresse. Revenez à la page de connexion, et choisissez un autre moyen.',
      },
    ])
  const left = await depart(ASKED, employer.settings, returnAddress(ctx.config.publicUrl))
  const { url, state, nonce, verifier } = left
  const address = new URL(url)
  // What a provider says of itself is followed by browsers: only as it is reached here.
  if (address.protocol !== new URL(employer.settings.issuer).protocol)
    throw new FederationRefused('untrusted')
  await ctx.db.write(system, (tx) =>
    insertAttempt(tx, {
      ...{ provider: 'employer', authorityId, purpose: 'sign-in', personId: null },
      ...{ visitorId, nonce, verifier, next, stateHash: digest(state) },
      expiresAt: new Date(tx.now.getTime() + LIFE),
    }),
  )
  address.searchParams.set('login_hint', email)
  return address.href
}

/** Judges a return. The attempt is used up whatever follows. @throws FederationRefused */
export async function comeBack(
  ctx: Tools & Pick<Context, 'url'>,
): Promise<{ where: Where; claims: Claims; factors: 1 | 2; next: string | null }> {
  const { db, config, visitorId, url } = ctx
  const returned = new URL(url, config.publicUrl)
  const state = returned.searchParams.get('state') ?? ''
  const attempt = await db.write(system, (tx) =>
    takeAttempt(tx, { stateHash: digest(state), visitorId, provider: 'employer' }),
  )
  const authorityId = attempt?.authorityId ?? null
  const employer = authorityId === null ? null : await employerIn(ctx, authorityId)
  if (attempt === null || authorityId === null || employer === null) throw new FederationRefused('expired')
  const { nonce, verifier, next } = attempt
  const claims = await meet(employer.settings, returned, { state, nonce, verifier })
  const domains = domainsOf(config, (await db.read(system, territory)).authority(authorityId))
  const { said } = employer.row
  return { where: { authorityId, said, domains }, claims, factors: factorsOf(config, said, claims), next }
}

/** Two factors proved there (RFC 8176) are believed of issuers that the operator names, and asked again of others. */
const factorsOf = ({ agentIssuers }: Tools['config'], { issuer }: Where['said'], { amr }: Claims): 1 | 2 =>
  agentIssuers.includes(issuer) && Array.isArray(amr) && amr.includes('mfa') ? 2 : 1
