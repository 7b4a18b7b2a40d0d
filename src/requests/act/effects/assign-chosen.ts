// The request is given to an agent, chosen among those who may open it.
import { peopleOfUnits } from '#people'
import { whoHandle } from '../asked.ts'
import { effectKind } from './kind.ts'

export const ASSIGN_CHOSEN = effectKind({
  name: 'assignChosen',
  sentence: 'La demande est confiée à l’agent choisi.',
  asks: { input: 'agent', otherwise: 'confie la demande à un agent, mais ne demande pas lequel.' },
  async refuse({ tx, place, request, input }) {
    if (input.agentId === undefined) return []
    const people = whoHandle(await peopleOfUnits(tx, place.lineage(request.unitId)), place, request)
    if (people.some(({ personId }) => personId === input.agentId)) return []
    const message = 'Cette personne ne peut pas ouvrir la demande\u00a0: choisissez un agent de la liste.'
    return [{ field: 'agent', message }]
  },
  stands: ({ request, input }) => request.assigneeId === input.agentId,
  change: ({ input }) => ({ assigneeId: input.agentId ?? null }),
})
