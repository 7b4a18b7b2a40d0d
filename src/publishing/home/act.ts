// What is put first on the home of an audience: put, changed, taken away.
import type { Addressed, Write } from '#platform/db/db.ts'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import { NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import {
  countForAudiences,
  deleteSpotlight,
  holdSpotlight,
  insertSpotlight,
  keptSpotlights,
  type SaidOfSpotlight,
  type Spotlight,
  updateSpotlight,
} from './queries.ts'

/** Subject of its events. */
export const SPOTLIGHT = 'spotlight'

const REFUSALS: Refusals = {
  audience_withdrawn: {
    field: 'audience',
    message: 'Ce public vient d’être retiré\u00a0: choisissez-en un autre.',
  },
}

const tell = (tx: Write, name: string, subjectId: number, payload: Readonly<Record<string, unknown>> = {}) =>
  emit(tx, { name, subjectKind: SPOTLIGHT, subjectId, payload, isFirst: name === 'spotlight.put' })

/** @returns its id; refused by PostgreSQL for an authority or a content of others. @throws BadInput */
export async function putSpotlight(tx: Write, authorityId: number, said: SaidOfSpotlight): Promise<number> {
  const id = await inWords(insertSpotlight(tx, authorityId, said), REFUSALS)
  await tell(tx, 'spotlight.put', id, { said })
  return id
}

async function held(tx: Write, id: number, seen: number): Promise<Spotlight> {
  const found = await holdSpotlight(tx, id)
  if (found === undefined) throw new NotFound()
  if (found.version !== seen) throw new Outdated(await lastWriter(tx, SPOTLIGHT, id))
  return found
}

/** @throws NotFound for whoever may not; Outdated when somebody changed it since it was shown; BadInput */
export async function changeSpotlight(
  tx: Write,
  id: number,
  seen: number,
  said: SaidOfSpotlight,
): Promise<void> {
  await held(tx, id, seen)
  await inWords(updateSpotlight(tx, id, said), REFUSALS)
  await tell(tx, 'spotlight.changed', id, { said })
}

/** The content stays where else it is read. @throws as `changeSpotlight` */
export async function removeSpotlight(tx: Write, id: number, seen: number): Promise<void> {
  await held(tx, id, seen)
  await tell(tx, 'spotlight.removed', id)
  await deleteSpotlight(tx, id)
}

/** Those that are not over and were for an audience are for another from now on. */
async function readdressSpotlights(tx: Write, from: number, to: number): Promise<void> {
  for (const { id, version, audienceId, contentId, startsAt, endsAt } of await keptSpotlights(tx))
    if (audienceId === from && endsAt > tx.now)
      await changeSpotlight(tx, id, version, { contentId, startsAt, endsAt, audienceId: to })
}

export const addressedSpotlights: Addressed = {
  ...{ id: 'publishing.spotlight', one: 'zoom', several: 'zooms' },
  count: countForAudiences,
  readdress: readdressSpotlights,
}
