// Whoever made a request learns, once, the name of the unit that has it since a reorganisation.
import { of, the } from '#platform/french/noun.ts'
import { unitNoun } from '#territory'
import type { ReorganisedPayload } from '../record/events.ts'
import { RENAMED } from './kinds.ts'
import { UNIT_MAIL } from './mails.ts'
import { toResident } from './to-resident.ts'
import { mailOn } from './worded.ts'
import type { Writing } from './writing.ts'

export async function renamed(writing: Writing): Promise<void> {
  const { tx, place, request, fact } = writing
  const { fromUnitId, unitId } = fact.payload as ReorganisedPayload
  // What has moved on since has been told otherwise.
  if (request.unitId !== unitId || request.stateKind === 'done') return
  const [former, unit] = [unitNoun(place.unit(fromUnitId)), unitNoun(place.unit(unitId))]
  const letter = await mailOn(tx, request, UNIT_MAIL, {
    change: `À la place ${of(former)}, c’est maintenant ${the(unit)} qui suit votre demande.`,
  })
  await toResident(writing, RENAMED, letter)
}
