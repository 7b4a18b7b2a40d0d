// Services that are not for everybody: whose they are, as both walls know it (db/migrations/000785).
import { elected, office, type Relation } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'

interface Meant {
  readonly who: Relation
  /** Where they find them. */
  readonly place: readonly { readonly href: string; readonly label: string }[]
}

/** Of `elected`: what they may ask for. */
export const ELECTED = { href: '/territoires/services', label: 'Services pour vous' } as const

const MEANT_FOR = {
  elected: { who: elected, place: [{ href: '/territoires', label: 'Accueil des élus' }, ELECTED] },
  office: { who: office, place: [] },
} as const satisfies Record<string, Meant>

export type MeantFor = keyof typeof MEANT_FOR
export const EVERY_MEANT = Object.keys(MEANT_FOR) as MeantFor[]

/** May whoever acts read it and ask for it? */
export const isMeantFor = (actor: Actor, { meantFor }: { meantFor?: MeantFor }): boolean =>
  meantFor === undefined || MEANT_FOR[meantFor].who.ever(actor)

/** The way to a service that is for some alone. */
export const placeOf = (meantFor: MeantFor): Meant['place'] => MEANT_FOR[meantFor].place
