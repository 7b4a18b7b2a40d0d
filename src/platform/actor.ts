// Who acts: anonymous visitors, residents, agents (people with memberships), programs that call, and the system itself (jobs, imports).
import { ADMINISTERING, isWorking, type Role } from './roles.ts'

export type { Role }

export interface Membership {
  unitId: number
  authorityId: number
  /** Is the authority a commune? Its agents see everything on their territory. */
  commune: boolean
  role: Role
  /** The unit and every unit below it. */
  below: readonly number[]
  /** Set when the agreement of its authority is over: the post reads, and changes nothing. */
  reads?: Reading | null
}

/** Days as `YYYY-MM-DD`. */
export interface Reading {
  /** The last day of the agreement. */
  endedOn: string
  /** The last day on which agents read. */
  until: string
}

/** Who is there in the place of the person of an Actor. */
interface InPlace {
  personId: number
  name: string
  /** What opens it, `mandate 12` or `look 3`: the forms shown under one are none of another’s. */
  under: string
  /** Name of the person represented. */
  personName: string
}

/** The helper who acts for the person, under a mandate in force. */
export interface Helping extends InPlace {
  looks?: false
  /** Last day of the mandate, `YYYY-MM-DD`. */
  until: string
}

/**
 * A close collaborator of an elected member: what the member’s seats open is open to them, and nothing of the person. The actor is
 * nobody (`personId` is null), so that what is somebody’s own is theirs by no relation and no policy.
 */
export interface Lent extends Helping {
  mandateId: number
  /** Whose seats. */
  seatsOf: number
}

/** Whoever administers looks as the agent sees: reads, changes nothing, and nothing of the agent’s own is open. */
export interface Looking extends InPlace {
  looks: true
  lookId: number
  until: Date
}

export type Acting = Helping | Lent | Looking

export interface Actor {
  kind: 'anonymous' | 'resident' | 'agent' | 'program' | 'system'
  /** The person represented, when somebody acts for them. */
  personId: number | null
  /** Name shown in timelines. */
  label: string
  memberships: readonly Membership[]
  /** Authorities in whose bodies they sit today. */
  elected?: readonly number[]
  /** The browser: owns drafts and proven tracking codes. */
  visitorId: string | null
  /** Ids of requests whose tracking code the visitor has proved to hold. */
  codes: readonly number[]
  /** Of a program that calls: what its key or its token allows. */
  scopes?: readonly string[]
  /** Of a program whose key is a row: its id, which the database judges again. */
  keyId?: number
  /**
   * Set when somebody else is there in the place of `personId`: then there are neither codes nor the browser's drafts, and
   * memberships for whoever looks alone.
   */
  by?: Acting | null
  /** Whose session has just ended: what is posted then is theirs to find again. */
  wasPerson?: number
  /** Whom the session acted for until the mandate ended, '' for a closed account; the next page says it, once. */
  wasFor?: string
  /** As whom the session looked until its half hour was over; the next page says it, once. */
  sawAs?: string
}

/** The person who is signed in and acts in their own name; null for anybody else, helpers at work included. */
export const ownName = (actor: Actor): number | null => (actor.by ? null : actor.personId)

/** Whose seats open things to whoever acts: their own, or those that an elected member lends; null for anybody in the place of somebody. */
export const seatedAs = ({ by, personId }: Pick<Actor, 'by' | 'personId'>): number | null =>
  by ? (lentTo({ by })?.seatsOf ?? null) : personId

/** By whom and for whom, when an elected member’s seats are lent to whoever acts. */
export const lentTo = ({ by }: Pick<Actor, 'by'>): Lent | null => (by && 'seatsOf' in by ? by : null)

/** Is nobody signed in? */
export const isNobody = ({ by, personId }: Pick<Actor, 'by' | 'personId'>): boolean =>
  !by && personId === null

/** Why whoever acts only reads, when some post of theirs does. */
export const readingOf = ({ memberships }: Actor): Reading | null =>
  memberships.find(({ reads }) => reads)?.reads ?? null

/** Whoever changes something: posts that only read have no part in it. */
export function acting(actor: Actor): Actor {
  if (readingOf(actor) === null) return actor
  const memberships = actor.memberships.filter(({ reads }) => !reads)
  return { ...actor, memberships, kind: memberships.length === 0 ? 'resident' : actor.kind }
}

const nobody = { personId: null, memberships: [], codes: [] }

/** A visitor who is not signed in. */
export function anonymous(visitorId: string | null = null, codes: readonly number[] = []): Actor {
  return { ...nobody, kind: 'anonymous', label: 'Visiteur', visitorId, codes }
}

/** A program that calls by a key of its own: nobody's person, and no more than its scopes. */
export function program(label: string, scopes: readonly string[]): Actor {
  return { ...nobody, kind: 'program', label, visitorId: null, scopes }
}

/** The program acting on its own: jobs, imports, sign-in. Sees everything: use it for one precise act. */
export const system: Actor = { ...nobody, kind: 'system', label: 'Parvis', visitorId: null }

/** The system, for an act of somebody whose right was checked, under their name. */
export const labelled = ({ label, by = null }: Pick<Actor, 'label' | 'by'>): Actor => ({
  ...system,
  label,
  by,
})

/** The same for whoever acts for an elected member: where the member sits is asked as if it were their own. */
export const inTheirName = (actor: Actor): Actor => ({ ...labelled(actor), elected: actor.elected ?? [] })

/** Who writes that something was opened: whoever opened it; the system under their name when they write nothing themselves. */
export function noter(actor: Actor): Actor {
  if (actor.by?.looks) return labelled({ label: actor.by.name })
  return readingOf(actor) === null ? actor : labelled({ label: actor.label })
}

/** The authority for which one administers, by the widest of one's rights; null for whoever administers nothing. */
export function administeredBy({ memberships }: Actor): number | null {
  const held = ADMINISTERING.flatMap((role) => memberships.filter((item) => item.role === role))
  return held[0]?.authorityId ?? null
}

/** The unit in whose name the agent writes and enters requests: the first membership that works. */
export function homeUnit(actor: Actor): number | null {
  const working = actor.memberships.find(isWorking) ?? actor.memberships[0]
  return working?.unitId ?? null
}
