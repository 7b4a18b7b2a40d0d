// The agreement of a town hall, looked at before it opens: once partners sign, one without it has neither agents nor requests.
import type { Read } from '#platform/db/db.ts'
import type { OpeningState, OpeningStep } from '#platform/screens/opening-step.ts'
import { longDate } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { DEED_STATES, STATES, stateOn } from './life/life.ts'
import { type Places, placesOf } from './record/queries.ts'
import { placesWords, seatsWords } from './record/words.ts'
import { agreements, todayOf } from './record/write.ts'
import { HERE } from './screens/words.ts'

async function stateOf(tx: Read, authorityId: number): Promise<OpeningState> {
  if (authorityId === (await territory(tx)).metropolis.id)
    return {
      isReady: true,
      said: 'Vous en signez une avec chaque commune\u00a0: la liste dit où elles en sont.',
    }
  const places = await placesOf(tx, authorityId)
  const last = (await agreements(tx, authorityId)).at(-1)
  if (last === undefined) return without(places)
  const state = stateOn(last, await todayOf(tx))
  const isToCome = DEED_STATES.some((one) => one === state)
  const gives =
    isToCome || places === undefined
      ? `Elle donne ${seatsWords(last.seats)} à partir du ${longDate(last.startsOn)}.`
      : placesWords(places)
  return {
    isReady: places?.given === null || (state !== 'draft' && state !== 'ended'),
    said: `Convention n° ${last.number}\u00a0: ${STATES[state].toLowerCase()}. ${gives}`,
  }
}

/** No agreement is asked where nobody signs any. */
const without = (places: Places | undefined): OpeningState =>
  places?.given === null
    ? { isReady: true, said: 'Aucune convention n’est signée sur ce territoire\u00a0: rien n’en dépend.' }
    : {
        isReady: false,
        said: 'Aucune convention n’est commencée\u00a0: la Métropole la prépare, et elle donne à la commune ses places d’agents.',
      }

export const openingSteps: readonly OpeningStep[] = [
  {
    id: 'agreements.agreement',
    order: 100,
    title: 'La convention avec la métropole',
    help: 'Elle dit ce que la commune utilise, ce qu’elle paie et qui est responsable de quelles données. Sans elle, aucun agent n’a de place.',
    href: () => HERE,
    isRequired: true,
    state: stateOf,
  },
]
