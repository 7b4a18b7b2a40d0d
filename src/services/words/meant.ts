// Services that are not for everybody: whose they are, as both walls know it (db/migrations/000785).
import { elected, type Relation } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'

const MEANT_FOR = { elected } as const satisfies Record<string, Relation>

export type MeantFor = keyof typeof MEANT_FOR
export const EVERY_MEANT = Object.keys(MEANT_FOR) as MeantFor[]

/** May whoever acts read it and ask for it? */
export const isMeantFor = (actor: Actor, { meantFor }: { meantFor?: MeantFor }): boolean =>
  meantFor === undefined || MEANT_FOR[meantFor].ever(actor)
