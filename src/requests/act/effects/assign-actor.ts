// The agent who acts takes the request in charge.
import { effectKind } from './kind.ts'

export const ASSIGN_ACTOR = effectKind({
  name: 'assignActor',
  sentence: 'L’agent qui agit prend la demande en charge.',
  stands: ({ request, tx }) => request.assigneeId === tx.actor.personId,
  change: ({ tx }) => ({ assigneeId: tx.actor.personId }),
})
