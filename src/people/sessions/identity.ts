// Who acts: from a session cookie and a visitor to an Actor, in one transaction, because every page asks.
import { type Actor, anonymous, type Lent, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import type { Proofs } from '#platform/house/door.ts'
import {
  forgetOver,
  type Identity,
  identityOf,
  type LiveSession,
  liveSession,
  type LookedAs,
  personOfSession,
  prolongSession,
  type Represented,
} from './queries.ts'
import { endOf, isToBeNoted } from './life.ts'
import { digest } from './token.ts'

// A token of ours is 43 characters of base64url: anything else is not worth a query.
const TOKEN = /^[\w-]{43}$/

/**
 * The actor of an exchange. An ended or unknown session gives an anonymous visitor.
 * @throws Unavailable when the database is away
 */
export async function identify(
  db: Database,
  sessionToken: string | null,
  visitorId: string,
  codesOf?: Proofs,
): Promise<Actor> {
  const token = sessionToken !== null && TOKEN.test(sessionToken) ? digest(sessionToken) : null
  if (token === null && codesOf === undefined) return anonymous(visitorId)
  const { session, seen, codes, was } = await db.read(system, async (tx) => {
    const live = token === null ? null : await liveSession(tx, token)
    // A password alone is half of what an agent must give: until the rest comes, nobody is there.
    const whole = live === null || isHalf(live) ? null : live
    const was = live?.personId ?? (token === null ? null : await personOfSession(tx, token))
    const as = whole?.lookedAs ?? null
    return {
      was,
      session: whole,
      seen: as === null ? null : await identityOf(tx, as.personId),
      codes: (await codesOf?.(tx, visitorId, whole?.personId ?? null)) ?? [],
    }
  })
  if (session === null || token === null)
    return was === null ? anonymous(visitorId, codes) : { ...anonymous(visitorId, codes), wasPerson: was }
  const actor = actorFrom(session, visitorId, codes)
  await noteUse(db, token, session, actor)
  if (seen !== null && session.lookedAs !== null) return lookingAs(session, seen, session.lookedAs)
  if (session.represented !== null) return actingFor(session, session.represented)
  const { wasFor, sawAs } = session
  return { ...actor, ...(wasFor === null ? {} : { wasFor }), ...(sawAs === null ? {} : { sawAs }) }
}

/** A page has said that the mandate, or the look, is over: the session is in its own name, without a word from then on. */
export async function toldOver(db: Database, sessionToken: string): Promise<void> {
  await db.write(system, (tx) => forgetOver(tx, digest(sessionToken)))
}

/**
 * The helper in the place of the person. What is the browser's (drafts, codes) and the helper's (memberships) stays out:
 * nothing of one is seen, kept or moved while acting for the other.
 */
function actingFor({ personId, name }: Identity, represented: Represented): Actor {
  const { personId: forId, personName, mandateId, until, kind, elected } = represented
  const by = { personId, name, under: `mandate ${mandateId}`, personName, until }
  const actor = { ...anonymous(), kind: 'resident' as const, label: `${name}, pour ${personName}` }
  // Of an elected member, the seats alone: nothing of the person.
  if (kind === 'collaborator')
    return { ...actor, elected, by: { ...by, mandateId, seatsOf: forId } satisfies Lent }
  return { ...actor, personId: forId, by }
}

/** Whoever administers in the place of the agent, without a browser: what is begun in either one's is not there. */
const lookingAs = ({ personId, name }: Identity, seen: Identity, { lookId, until }: LookedAs): Actor => ({
  ...actorFrom(seen, null, []),
  by: {
    looks: true,
    personId,
    name,
    under: `look ${lookId}`,
    lookId,
    personName: seen.name,
    until: new Date(until),
  },
})

/** The actor that a person would be, without a browser: for jobs, the demonstration and tests. Read as the system. */
export async function actorOfPerson(tx: Read, personId: number): Promise<Actor | null> {
  const identity = await identityOf(tx, personId)
  return identity === null ? null : actorFrom(identity, null, [])
}

/** Is a second factor still to be given? */
const isHalf = ({ factors, owesTwo }: LiveSession): boolean => factors < 2 && owesTwo

export function actorFrom(identity: Identity, visitorId: string | null, codes: readonly number[]): Actor {
  const { personId, name, memberships, elected } = identity
  const kind = memberships.length > 0 ? 'agent' : 'resident'
  return { kind, personId, label: name, memberships, elected, visitorId, codes }
}

async function noteUse(db: Database, token: Buffer, session: LiveSession, actor: Actor): Promise<void> {
  const now = db.clock()
  if (!isToBeNoted(actor, session.lastSeenAt, now, session.isShared)) return
  await db.write(system, (tx) =>
    prolongSession(tx, token, endOf(actor, session.createdAt, now, session.isShared)),
  )
}
