// Who did a thing, as whoever reads may know it: names are for the people of one's own authority, and for the metropolis.
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { the } from '#platform/french/noun.ts'
import { type EventRow, eventsOf } from '#platform/ledger/events.ts'
import { authorityNoun } from './nouns.ts'
import { actedFor, workedFor } from './queries.ts'
import { territory } from './territory.ts'

/** Something that an agent did, under that name. */
export interface Act {
  /** Of the event, or of what else tells it. */
  id: number
  /** null: nobody’s to hide. */
  personId: number | null
  /** null: not for whoever reads. */
  name: string | null
}

const ANOTHER = 'une autre collectivité'

/** Whoever reads: names are told of those who acted for one of these authorities, and one’s own. */
interface Reader {
  readonly personId: number | null
  readonly authorityIds: readonly number[]
  readonly isAll: boolean
}

/** By whom each was done; in place of an agent of another authority, « la Métropole de Lyon ». `askedOf`: what is not told by events. */
export function signed(tx: Read, acts: readonly Act[], askedOf = actedFor): Promise<string[]> {
  const { actor } = tx
  const reader = {
    personId: actor.personId,
    authorityIds: actor.memberships.map(({ authorityId }) => authorityId),
    isAll: actor.kind === 'system' || metropolitanAdministrator.ever(actor),
  }
  return signedFor(tx, acts, reader, askedOf)
}

/** By whom it was done, as an agent who is written to may know it, or somebody who is to work for that authority. Act as the system. */
export async function signedTo(
  tx: Read,
  to: { personId: number } | { authorityId: number },
  act: Act,
): Promise<string> {
  const reader =
    'personId' in to
      ? { ...to, authorityIds: await workedFor(tx, to.personId, tx.now), isAll: false }
      : { personId: null, authorityIds: [to.authorityId], isAll: false }
  const [name = ANOTHER] = await signedFor(tx, [act], reader, actedFor)
  return name
}

async function signedFor(
  tx: Read,
  acts: readonly Act[],
  reader: Reader,
  askedOf: typeof actedFor,
): Promise<string[]> {
  const place = await territory(tx)
  const worked = await askedOf(
    tx,
    acts.map(({ id }) => id),
  )
  return acts.map(({ id, personId, name }) => {
    const authorities = worked.get(id) ?? []
    const [first] = authorities
    const isTold = reader.isAll || personId === null || personId === reader.personId
    if (name !== null && (isTold || authorities.some((id) => reader.authorityIds.includes(id)))) return name
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
  id,
  actorKind,
  actorId,
  actorLabel,
}: Pick<EventRow, 'id' | 'actorKind' | 'actorId' | 'actorLabel'>): Act => ({
  id,
  personId: actorKind === 'agent' ? actorId : null,
  name: actorLabel,
})

/** Who wrote last, as histories name them. `names`: of the acts that write it, where others are told on it too. */
export async function lastWriter(
  tx: Read,
  kind: string,
  id: number,
  names?: readonly string[],
): Promise<string> {
  const story = await storyOf(tx, kind, id)
  return story.findLast(({ name }) => names?.includes(name) ?? true)?.actorLabel ?? 'quelqu’un'
}
