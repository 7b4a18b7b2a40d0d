// The agent of an address, as far as whoever acts keeps them.
import { agentLine, type AgentLine, keepers } from '#people'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'

export const idOf = ({ params }: Context, name: string): number => {
  const id = Number(params[name])
  if (!Number.isSafeInteger(id)) throw new NotFound()
  return id
}

/** The agent of the address, when they are one of theirs. @throws NotFound */
export async function agentOf(ctx: Context, tx: Read): Promise<AgentLine & { personId: number }> {
  const personId = idOf(ctx, 'agent')
  const agent = await agentLine(tx, keepers, personId)
  if (agent === undefined)
    throw new NotFound('Cet agent n’existe pas, ou ne travaille pas dans vos services.')
  return { ...agent, personId }
}
