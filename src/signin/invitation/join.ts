// Answering an invitation: an account with a password, the role, then the second factor, in one go.
import { system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { LIMITS } from '../entry/limits.ts'
import { networkOf, type Throttling, throttle } from '#platform/limits/throttle.ts'
import { localDay, territory } from '#territory'
import { HALF_MINUTES } from '../factors/second-factor.ts'
import { readFactors } from '../factors/queries.ts'
import { checkOwnPassword } from '../secret/own-password.ts'
import { hashPassword } from '../secret/hash.ts'
import { addMembershipOnce, createPerson, lockPerson, tell } from '#people'
import { checkPassword, setPassword } from '../secret/credential.ts'
import { giveProof, seeProof, takeProof } from '../entry/proof.ts'
import { type Account, accountByEmail } from '#people'
import type { Proof } from '../entry/queries.proof.ts'
import {
  acceptInvitation,
  type Promised,
  type PromisedMandate,
  type PromisedPost,
  standingPromise,
} from './queries.ts'
import { closeSession, closeSessionsOf, type OpenedSession, openSession } from '#people'

/** `from`: null for the day on which it is accepted. */
type OfferedPost = Omit<PromisedPost, 'from'> & { from: string | null }
type Offered = Omit<Promised, 'posts'> & { posts: OfferedPost[] }

const OWN = { field: '', message: 'Cette invitation est la vôtre\u00a0: une autre personne doit l’accepter.' }

/** One account is one member of an authority, and acts for somebody else, once on a day. */
const REFUSALS: Refusals = {
  mandate_days: {
    field: '',
    message: 'Vous avez déjà un mandat de cette personne pour une partie de ces jours.',
  },
  mandate_of_two: OWN,
  member_authority_id_person_id_key: {
    field: '',
    message:
      'Ce compte est déjà celui d’un autre élu de cette collectivité. Demandez à la personne qui vous invite de vérifier l’adresse.',
  },
}

export interface Invitation {
  email: string
  authority: string
  /** As whoever invited wrote it; '' when they wrote none. */
  name: string
  posts: OfferedPost[]
  /** Where they sit, in words; null: an agent. */
  electedAs: string | null
  /** Of the partner of the pass for which they are to work; null: none. */
  partnerName: string | null
  /** Of a collaborator. */
  mandate: PromisedMandate | null
  /** `new`: no account; `known`: one with a password, which is asked; `bare`: one that never had a password. */
  account: 'new' | 'known' | 'bare'
}

/** What the link offers; null when it offers nothing (any more). */
export async function invitationOf({ db }: Throttling, token: string): Promise<Invitation | null> {
  return db.read(system, async (tx) => {
    const proof = await seeProof(tx, 'invitation', token)
    const given = proof === null ? undefined : await promised(tx, proof)
    return proof === null || given === undefined
      ? null
      : offered(proof, given, await accountByEmail(tx, proof.email))
  })
}

/** As it stands today. What was taken back, accepted by another link, or promised by somebody who keeps these units no more offers nothing. */
const promised = async (tx: Read, { payload }: Proof): Promise<Offered | undefined> =>
  payload.invitationId === undefined
    ? {
        posts: payload.posts as OfferedPost[],
        memberId: null,
        electedAs: null,
        partnerName: null,
        mandate: null,
      }
    : standingPromise(tx, Number(payload.invitationId))

function offered(
  { email, payload }: Proof,
  { posts, electedAs, partnerName, mandate }: Offered,
  account: Account | null,
): Invitation {
  return {
    email,
    authority: String(payload.authority ?? ''),
    name: String(payload.name ?? ''),
    posts,
    electedAs,
    partnerName,
    mandate,
    account: account === null ? 'new' : account.passwordHash === null ? 'bare' : 'known',
  }
}

interface Answer {
  token: string
  name: string
  password: string
  ip: string
  /** The session that the browser had before: it ends. */
  oldToken: string | null
}

/**
 * Gives the role and opens half a session: the second factor comes next, on the page of `next`.
 * @throws NotFound when the link offers nothing (any more), BadInput on fields `name` or `password`, TooMany
 */
export async function join(
  tools: Throttling,
  { token, name, password, ip, oldToken }: Answer,
): Promise<{ session: OpenedSession; next: string }> {
  const seen = await invitationOf(tools, token)
  if (seen === null) throw new NotFound()
  if (seen.account === 'new' && name === '')
    throw new BadInput([{ field: 'name', message: 'Écrivez vos prénom et nom.' }])
  await throttle(tools, `password-chosen:network:${networkOf(ip)}`, LIMITS.passwordChosen)
  if (seen.account !== 'known') await checkPassword(password, [name, seen.email])
  // The link alone does not take over an account that exists.
  else await checkOwnPassword(tools, { email: seen.email, token }, password)
  const passwordHash = await hashPassword(password)
  return tools.db.write(system, async (tx) => {
    const proof = await takeProof(tx, 'invitation', token)
    const given = proof === null ? undefined : await heldPromise(tx, proof)
    if (proof === null || given === undefined) throw new NotFound()
    const known = await accountByEmail(tx, proof.email)
    const personId = known?.personId ?? (await createPerson(tx, { email: proof.email, name, passwordHash }))
    if (known !== null && known.passwordHash === null) await setPassword(tx, personId, passwordHash)
    await givePosts(tx, personId, given.posts)
    const { invitationId } = proof.payload
    if (invitationId !== undefined) await acceptPromise(tx, Number(invitationId), personId, given.mandate)
    if (given.memberId !== null) await tell(tx, 'person.elected', personId, { memberId: given.memberId })
    if (oldToken !== null) await closeSession(tx, oldToken)
    await closeSessionsOf(tx, personId)
    const session = await openSession(tx, personId, { minutes: HALF_MINUTES })
    return { session, next: await afterwards(tx, personId, proof.email) }
  })
}

/** What the giver of a mandate takes back meanwhile is not given. */
async function heldPromise(tx: Write, proof: Proof): Promise<Offered | undefined> {
  const seen = await promised(tx, proof)
  if (!seen?.mandate) return seen
  await lockPerson(tx, seen.mandate.personId)
  return promised(tx, proof)
}

/** The account is what was promised. Act as the system; of a mandate, with its giver held. @throws BadInput */
export async function acceptPromise(
  tx: Write,
  invitationId: number,
  personId: number,
  mandate: Pick<PromisedMandate, 'personId'> | null,
): Promise<void> {
  await inWords(acceptInvitation(tx, invitationId, personId), REFUSALS)
  if (mandate !== null)
    await tell(tx, 'person.mandate_accepted', mandate.personId, { invitationId, helperId: personId })
}

async function givePosts(tx: Write, personId: number, posts: readonly OfferedPost[]): Promise<void> {
  const today = localDay(tx.now, (await territory(tx)).zone)
  for (const { unitId, role, from, to } of posts) {
    // One that is over, or held already, is not given again.
    const isGiven = await addMembershipOnce(tx, { personId, unitId, role, from: from ?? today, to })
    if (isGiven) await tell(tx, 'person.role_given', personId, { unitId, role })
  }
}

/** The code of a factor they have, or the page that sets one up: the link has proved the address. */
async function afterwards(tx: Write, personId: number, email: string): Promise<string> {
  const { totpSince, passkeys } = await readFactors(tx, personId)
  if (totpSince !== null || passkeys > 0) return '/connexion/code'
  return `/connexion/activer?jeton=${await giveProof(tx, 'factor', { email, payload: { personId } })}`
}
