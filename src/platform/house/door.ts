// What the kernel asks of modules at the door of every exchange: who is there, on whose site, and where one goes to sign in.
// Each part is one module's (house.ts).
import type { Actor, Lent, Looking } from '../actor.ts'
import type { Database, Read } from '../db/db.ts'
import type { Addresses, Site } from '../ui/site.ts'

/** Ids of what the visitor has proved to know, in the name of nobody or of that person. As the system. */
export type Proofs = (tx: Read, visitorId: string, personId: number | null) => Promise<readonly number[]>

export interface Door extends Addresses {
  /** Who is this? An ended or unknown session gives an anonymous visitor. */
  readonly identify: (
    db: Database,
    sessionToken: string | null,
    visitorId: string,
    proofs?: Proofs,
  ) => Promise<Actor>
  /** A page has said that whoever acted for somebody, or looked as them, is themselves again. */
  readonly told: (db: Database, sessionToken: string) => Promise<void>
  /** Whoever looks as somebody else asks for that page: kept before it is shown. */
  readonly looked: (db: Database, looking: Looking, path: string) => Promise<void>
  /** Where one arrives when one acts for an elected member. */
  readonly onBehalf: string
  /** Whoever acts for an elected member asks for that: kept for the member before it is done. */
  readonly acted: (db: Database, lent: Lent, what: string) => Promise<void>
  /** Why posts of that person only read, or open nothing, in sentences; null when none does. */
  readonly whyIdle: (db: Database, personId: number) => Promise<string | null>
  readonly proofs?: Proofs
  /** Whose site is this host? */
  readonly site: (db: Database, host: string) => Promise<Site>
  /** The look of a page when even the database is away. */
  readonly neutralSite: Site
}

const NEEDED: readonly (keyof Door)[] = [
  ...(['identify', 'told', 'looked', 'acted', 'whyIdle', 'site', 'neutralSite'] as const),
  ...(['signIn', 'signOut', 'account', 'ownName', 'ownEyes', 'onBehalf', 'runs'] as const),
]

/** The door that the modules make together. @throws Error when a part of it is missing */
export function wholeDoor(parts: Partial<Door>): Door {
  for (const part of NEEDED)
    if (parts[part] === undefined) throw new Error(`no module brings « ${part} » of the door`)
  return parts as Door
}
