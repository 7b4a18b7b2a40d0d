// Nobody is in charge of the request any more.
import { effectKind } from './kind.ts'

export const UNASSIGN = effectKind({
  name: 'unassign',
  sentence: 'Plus aucun agent n’est désigné.',
  stands: ({ request }) => request.assigneeId === null,
  change: () => ({ assigneeId: null }),
})
