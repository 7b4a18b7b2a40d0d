// Who acts: anonymous visitors, residents, agents (people with memberships), and the system itself (jobs, imports).

/** What a membership lets one do in its unit (see docs/glossary.md). */
export type Role = 'handler' | 'manager' | 'reception' | 'admin'

export interface Membership {
  unitId: number
  authorityId: number
  /** Is the authority a commune? Its agents see everything on their territory. */
  commune: boolean
  role: Role
  /** The unit and every unit below it. */
  below: readonly number[]
}

export interface Actor {
  kind: 'anonymous' | 'resident' | 'agent' | 'system'
  personId: number | null
  /** Name shown in timelines. */
  label: string
  memberships: readonly Membership[]
  /** The browser: owns drafts and proven tracking codes. */
  visitorId: string | null
  /** Ids of requests whose tracking code the visitor has proved to hold. */
  codes: readonly number[]
}

const nobody = { personId: null, memberships: [], codes: [] }

/** A visitor who is not signed in. */
export function anonymous(visitorId: string | null = null, codes: readonly number[] = []): Actor {
  return { ...nobody, kind: 'anonymous', label: 'Visiteur', visitorId, codes }
}

/** The program acting on its own: jobs, imports, sign-in. Sees everything: use it for one precise act. */
export const system: Actor = { ...nobody, kind: 'system', label: 'Parvis', visitorId: null }
