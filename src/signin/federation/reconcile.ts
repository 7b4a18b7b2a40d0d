// Whose account is it? Automatic only when the identity is linked already, when the person signed in asks for the link,
// or when nothing looks like them. A changed identity goes to somebody who checks; nothing is overwritten in silence.
import type { Write } from '#platform/db/db.ts'
import { type Arrival, type Entered, enterWith } from '../entry/enter.ts'
import { LINK } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'
import { HALF_MINUTES } from '../factors/second-factor.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { tell, accountById, lockPerson } from '#people'
import { recordCivil } from './civil.ts'
import type { Identity } from './identity.ts'
import { linkedMail } from './mails.ts'
import { providers } from './providers.ts'
import { agentOf, insertLink, type Link, linkBySubject, linksOf, similarLink, touchLink } from './queries.ts'
import { type Because, insertCheck, standingOf } from './queries.check.ts'
import { FederationRefused } from './refused.ts'

export type Recognised =
  | { kind: 'person'; personId: number }
  /** Nobody like that here: an account may be opened. */
  | { kind: 'newcomer' }
  /** Somebody has to look first. */
  | { kind: 'check' }

/** Who comes in with FranceConnect; act as the system. */
export async function recognise(tx: Write, identity: Identity): Promise<Recognised> {
  const link = await linkBySubject(tx, identity.issuer, identity.subject)
  if (link !== null) return useLink(tx, link, identity)
  const standing = await standingOf(tx, identity)
  if (standing === 'open') return { kind: 'check' }
  const similar = standing === 'other' ? null : await similarLink(tx, identity)
  if (similar === null) return { kind: 'newcomer' }
  const because = sameBytes(similar.pivotHash, identity.pivotHash) ? 'same-pivot' : 'same-email'
  return ask(tx, identity, similar.personId, because)
}

/**
 * Who comes in with ProConnect: an agent with a role in force in the organisation they come from, linked the first time
 * by the verified address of their account. Act as the system.
 * @throws FederationRefused `unknown-agent`
 */
export async function recogniseAgent(tx: Write, identity: Identity, writer: Writer): Promise<Recognised> {
  const siren = (identity.siret ?? '').slice(0, 9)
  const link = await linkBySubject(tx, identity.issuer, identity.subject)
  if (link !== null) {
    if ((await agentOf(tx, { personId: link.personId }, siren)) === null)
      throw new FederationRefused('unknown-agent')
    return useLink(tx, link, identity)
  }
  const personId = await agentOf(tx, { email: identity.email ?? '' }, siren)
  if (personId === null) throw new FederationRefused('unknown-agent')
  const standing = await standingOf(tx, identity)
  if (standing === 'other') throw new FederationRefused('unknown-agent')
  if (standing === 'open') return { kind: 'check' }
  return (await linkOnce(tx, personId, identity, writer)) ? { kind: 'person', personId } : { kind: 'check' }
}

/**
 * Links the identity to the account of the person, signed in here, who asks for it; act as the system.
 * @returns false when somebody has to check first
 * @throws FederationRefused `taken` when it is, or seems to be, another account's
 */
export async function linkTo(
  tx: Write,
  personId: number,
  identity: Identity,
  writer: Writer,
): Promise<boolean> {
  const link = await linkBySubject(tx, identity.issuer, identity.subject)
  if (link !== null && link.personId !== personId) throw new FederationRefused('taken')
  if (link !== null) return (await useLink(tx, link, identity)).kind === 'person'
  const standing = await standingOf(tx, identity)
  if (standing === 'open') return false
  const similar = standing === 'other' ? null : await similarLink(tx, identity)
  if (similar !== null && similar.personId !== personId) throw new FederationRefused('taken')
  return linkOnce(tx, personId, identity, writer)
}

/** Opens the session, or the half of one for whoever owes a second factor. Act as the system. */
export async function enterBy(
  tx: Write,
  personId: number,
  identity: Identity,
  arrival: Arrival,
): Promise<Entered & { isHalf: boolean }> {
  if ((await accountById(tx, personId)) === null) throw new FederationRefused('closed')
  const factors = providers[identity.provider].levels[identity.acr] ?? 1
  return enterWith(tx, personId, arrival, { factors, halfMinutes: HALF_MINUTES })
}

async function useLink(tx: Write, link: Link, identity: Identity): Promise<Recognised> {
  // The subject is made from the civil status: one without the other is not a thing to decide alone.
  if (link.pivotHash !== null && !sameBytes(link.pivotHash, identity.pivotHash))
    return ask(tx, identity, link.personId, 'changed-pivot')
  await lockPerson(tx, link.personId)
  await touchLink(tx, link.id, identity)
  await recordCivil(tx, link.personId, identity.civil)
  return { kind: 'person', personId: link.personId }
}

// One identity of a provider for each person: a second one is somebody's decision.
async function linkOnce(tx: Write, personId: number, identity: Identity, writer: Writer): Promise<boolean> {
  await lockPerson(tx, personId)
  if ((await linksOf(tx, personId)).some(({ issuer }) => issuer === identity.issuer)) {
    await ask(tx, identity, personId, 'other-link')
    return false
  }
  await link(tx, personId, identity, writer)
  return true
}

/** Writes the link and the civil status it brings, and tells the person. @throws FederationRefused `taken` */
async function link(tx: Write, personId: number, identity: Identity, writer: Writer): Promise<void> {
  const account = await accountById(tx, personId)
  if (account === null) throw new FederationRefused('closed')
  if ((await insertLink(tx, { ...identity, personId })) === null) throw new FederationRefused('taken')
  await tell(tx, 'person.identity_linked', personId, { provider: identity.provider })
  await recordCivil(tx, personId, identity.civil)
  const mail = linkedMail(writer, providers[identity.provider].name)
  await warn(tx, account, writer, { kind: LINK, mail, href: '/compte/connexions' })
}

async function ask(tx: Write, identity: Identity, personId: number, because: Because): Promise<Recognised> {
  await insertCheck(tx, { ...identity, personId, because })
  return { kind: 'check' }
}

const sameBytes = (a: Buffer | null, b: Buffer | null): boolean => a !== null && b !== null && a.equals(b)
