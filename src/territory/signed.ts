// Who did a thing, as whoever reads may know it: names are for the people of one's own authority, and for the metropolis.
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { the } from '#platform/french/noun.ts'
import { type EventRow, eventsOf } from '#platform/ledger/events.ts'
import { localDay } from './calendar.ts'
import { authorityNoun } from './nouns.ts'
import { actedFor } from './queries.ts'
import { territory } from './territory.ts'

/** Something that an agent did, under that name. */
export interface Act {
  /** null: nobody’s to hide. */
  personId: number | null
  at: Date
  /** null: not for whoever reads. */
  name: string | null
}

const ANOTHER = 'une autre collectivité'

/** By whom each was done; in place of an agent of another authority, « la Métropole de Lyon ». */
export async function signed(tx: Read, acts: readonly Act[]): Promise<string[]> {
  const { actor } = tx
  const readsAll = actor.kind === 'system' || metropolitanAdministrator.ever(actor)
  const place = await territory(tx)
  const known = new Set(actor.memberships.map(({ authorityId }) => authorityId))
  const days = acts.map(({ personId, at }) => ({ personId, day: localDay(at, place.zone) }))
  const worked = await actedFor(tx, days)
  return acts.map(({ personId, name }, index) => {
    const authorities = worked[index] ?? []
    const [first] = authorities
    const isTold = readsAll || personId === null || personId === actor.personId
    if (name !== null && (isTold || authorities.some((id) => known.has(id)))) return name
    return first === undefined ? ANOTHER : the(authorityNoun(place.authority(first)))
  })
}

/** What was done to a thing, oldest first, as whoever reads may know by whom. */
export async function storyOf(tx: Read, subjectKind: string, subjectId: number): Promise<EventRow[]> {
  const events = await eventsOf(tx, subjectKind, subjectId)
  const names = await signed(tx, events.map(actOf))
  return events.map((event, index) => ({ ...event, actorLabel: names[index] ?? ANOTHER }))
}

/** What an event says of who did it. */
export const actOf = ({
  actorKind,
  actorId,
  actorLabel,
  at,
}: Pick<EventRow, 'actorKind' | 'actorId' | 'actorLabel' | 'at'>): Act => ({
  personId: actorKind === 'agent' ? actorId : null,
  at,
  name: actorLabel,
})

/** Who wrote last, as histories name them. */
export async function lastWriter(tx: Read, kind: string, id: number): Promise<string> {
  return (await storyOf(tx, kind, id)).at(-1)?.actorLabel ?? 'quelqu’un'
}
