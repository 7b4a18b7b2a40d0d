// Services that are not for everybody: whose they are, as both walls know it (db/migrations/000785, 001150).
import { agent, elected, office, type Relation } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'

interface Meant {
  readonly who: Relation
  /** Where they find them. */
  readonly place: readonly { readonly href: string; readonly label: string }[]
  /** Asked at work, of one’s own employer: on the pages of agents, and of no commune. */
  readonly isInternal?: true
}

/** Of `elected`: what they may ask for. */
export const ELECTED = { href: '/territoires/services', label: 'Services pour vous' } as const

/** Of agents: what they may ask for at work. */
export const INTERNAL = { href: '/intranet/services', label: 'Services internes' } as const
const AT_WORK = { place: [{ href: '/intranet', label: 'Intranet' }, INTERNAL], isInternal: true } as const

const MEANT_FOR = {
  elected: { who: elected, place: [{ href: '/territoires', label: 'Accueil des élus' }, ELECTED] },
  office: { who: office, place: [] },
  agents: { who: agent().anywhere, ...AT_WORK },
  'metropolis-agents': { who: agent().ofTheMetropolis, ...AT_WORK },
} as const satisfies Record<string, Meant>

export type MeantFor = keyof typeof MEANT_FOR
export const EVERY_MEANT = Object.keys(MEANT_FOR) as MeantFor[]

/** May whoever acts read it and ask for it? */
export const isMeantFor = (actor: Actor, { meantFor }: { meantFor?: MeantFor }): boolean =>
  meantFor === undefined || MEANT_FOR[meantFor].who.ever(actor)

/** Is it asked at work? Nobody reads it for the commune where one works. */
export const isInternal = ({ meantFor }: { meantFor?: MeantFor }): boolean => {
  const meant: Meant | undefined = meantFor && MEANT_FOR[meantFor]
  return meant?.isInternal === true
}

/** The way to a service that is for some alone. */
export const placeOf = (meantFor: MeantFor): Meant['place'] => MEANT_FOR[meantFor].place
