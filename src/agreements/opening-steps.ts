// The agreement of a town hall, looked at before it opens.
import type { OpeningStep } from '#platform/screens/opening-step.ts'
import { plural } from '#platform/ui/french.ts'
import { STATES, stateOn } from './life/life.ts'
import { takenSeats } from './record/queries.ts'
import { agreements, todayOf } from './record/write.ts'
import { HERE } from './screens/words.ts'

export const openingSteps: readonly OpeningStep[] = [
  {
    id: 'agreements.agreement',
    order: 100,
    title: 'La convention avec la métropole',
    help: 'Elle dit ce que la commune utilise, ce qu’elle paie et qui est responsable de quelles données.',
    href: () => HERE,
    async state(tx, authorityId) {
      const last = (await agreements(tx, authorityId)).at(-1)
      if (last === undefined)
        return {
          isReady: false,
          said: 'Aucune convention n’est commencée\u00a0: la Métropole la prépare, et elle donne à la commune ses places d’agents.',
        }
      const state = stateOn(last, await todayOf(tx))
      return {
        isReady: state !== 'draft' && state !== 'ended',
        said: `Convention n° ${last.number}\u00a0: ${STATES[state].toLowerCase()}. ${plural(last.seats, 'place d’agent', 'places d’agents')}, dont ${await takenSeats(tx, authorityId)} prises.`,
      }
    },
  },
]
