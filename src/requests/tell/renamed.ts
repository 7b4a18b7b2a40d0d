// Whoever made a request learns, once, the name of the unit that has it since a reorganisation.
import { of, the } from '#platform/french/noun.ts'
import { unitNoun } from '#territory'
import type { ReorganisedPayload } from '../record/events.ts'
import { RENAMED } from './kinds.ts'
import { toResident } from './to-resident.ts'
import { aboutIt, type Writing } from './writing.ts'

export async function renamed(writing: Writing): Promise<void> {
  const { place, request, fact } = writing
  const { fromUnitId, unitId } = fact.payload as ReorganisedPayload
  // What has moved on since has been told otherwise.
  if (request.unitId !== unitId || request.stateKind === 'done') return
  const [former, unit] = [unitNoun(place.unit(fromUnitId)), unitNoun(place.unit(unitId))]
  await toResident(
    writing,
    RENAMED,
    {
      subject: `Demande ${request.ref}\u00a0: un autre service la suit`,
      title: 'Un autre service suit votre demande',
      paragraphs: [
        `À la place ${of(former)}, c’est maintenant ${the(unit)} qui suit votre demande. Rien d’autre ne change\u00a0: les dates promises restent les mêmes, et vous n’avez rien à refaire.`,
      ],
      facts: [['Demande', aboutIt(request)]],
    },
    'Suivre ma demande',
  )
}
