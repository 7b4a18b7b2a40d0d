// Whose account is it, of what the provider of an authority says? One of its own agents, by what it knew them under or by the address
// of their account; or somebody new, who is given what the settings say. Never somebody of another authority, nor a resident.
import { z } from 'zod'
import { addMembership, createPerson, accountByEmail, lockPerson, tell } from '#people'
import type { Write } from '#platform/db/db.ts'
import { isMailAddress } from '#platform/mail/message.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { meaningIn } from '#platform/outside/meanings.ts'
import { isSameWords } from '#platform/plain-words.ts'
import { EVERY_ROLE, type Role, ROLES } from '#platform/roles.ts'
import { localDay, territory } from '#territory'
import { LINK } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'
import { FederationRefused } from '../federation/refused.ts'
import { employedMail } from './mails.ts'
import { employedAs, type Employer, saveEmployed, touchEmployed, worksOnlyAt } from './queries.ts'

/** Roles that a provider gives nobody: they are given by hand. */
const BY_HAND: readonly Role[] = ['admin', 'steward']

const text = z.string().trim().min(1).max(200)
const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().trim().max(254).refine(isMailAddress),
  // Many providers say nothing of it: the operator vouches for the domain.
  email_verified: z.literal([true, 'true']).optional(),
  name: text.optional().catch(undefined),
  given_name: text.optional().catch(undefined),
  family_name: text.optional().catch(undefined),
})
export type Claims = Readonly<Record<string, unknown>>

export interface Where {
  authorityId: number
  said: Employer
  /** Domains that the provider may speak for. */
  domains: readonly string[]
}

/** The domain of an address, in small letters. */
export const domainOf = (email: string): string =>
  email
    .slice(email.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()

/**
 * Who comes in; act as the system.
 * @throws FederationRefused `untrusted` when a claim is missing or misshapen, `unknown-agent`, `taken`
 */
export async function recognise(tx: Write, where: Where, claims: Claims, writer: Writer): Promise<number> {
  const read = Claims.safeParse(claims)
  if (!read.success) throw new FederationRefused('untrusted')
  const { sub: subject, email } = read.data
  const { authorityId, domains } = where
  if (!domains.includes(domainOf(email))) throw new FederationRefused('unknown-agent')
  const known = await employedAs(tx, authorityId, subject)
  const account = known === null ? await accountByEmail(tx, email) : null
  const personId = known ?? account?.personId ?? (await open(tx, where, read.data, claims))
  await lockPerson(tx, personId)
  if (!(await worksOnlyAt(tx, personId, authorityId))) throw new FederationRefused('unknown-agent')
  if (known !== null) await touchEmployed(tx, authorityId, subject)
  else await link(tx, authorityId, { subject, personId, email }, writer)
  return personId
}

async function link(
  tx: Write,
  authorityId: number,
  { email, ...who }: { subject: string; personId: number; email: string },
  writer: Writer,
): Promise<void> {
  if (!(await saveEmployed(tx, authorityId, who))) throw new FederationRefused('taken')
  const { personId } = who
  await tell(tx, 'person.identity_linked', personId, { provider: 'employer', authorityId })
  const mail = employedMail(writer, (await territory(tx)).authority(authorityId).name)
  await warn(tx, { personId, email }, writer, { kind: LINK, mail, href: '/compte/securite' })
}

/** An account and a post, as the settings say. @throws FederationRefused `unknown-agent` when they say none */
async function open(
  tx: Write,
  { authorityId, said }: Where,
  { email, name, given_name: given = '', family_name: family = '' }: z.infer<typeof Claims>,
  claims: Claims,
): Promise<number> {
  const place = await territory(tx)
  const post = said.opens === 'yes' ? postOf(said, place.unitsOf(authorityId), claims) : null
  const called = name ?? `${given} ${family}`.trim()
  if (post === null || called === '') throw new FederationRefused('unknown-agent')
  const personId = await createPerson(tx, { email, name: called })
  await addMembership(tx, { personId, ...post, from: localDay(tx.now, place.zone) })
  await tell(tx, 'person.role_given', personId, post)
  return personId
}

/** The unit and role that claims mean here; null when they mean none, or one that is given by hand. */
export function postOf(
  { unit, role, otherwise, words }: Employer,
  units: readonly { id: number; name: string; code: string }[],
  claims: Claims,
): { unitId: number; role: Role } | null {
  const meaning = meaningIn(words)
  const all = (claim: string) => [claims[claim] ?? []].flat().map(String)
  const where = meaning(all(unit)) ?? all(unit)[0] ?? ''
  const what = meaning(all(role)) ?? ROLES[otherwise].label
  const found = units.find(({ name, code }) => code === where || isSameWords(name, where))
  const given = EVERY_ROLE.find((known) => known === what || isSameWords(ROLES[known].label, what))
  if (found === undefined || given === undefined || BY_HAND.includes(given)) return null
  return { unitId: found.id, role: given }
}
