// The agents of a copy: invited to the posts that they had and go on with. Nobody administers by a file, and nobody works by one: each
// accepts for themselves, under the account they have or make here.
import { inviteAgent } from '#signin'
import type { Role } from '#platform/actor.ts'
import { todayThere } from '#territory'
import { type Row, rowsIn } from './read.ts'
import { asOnScreen, type Reading, type Refused } from './reading.ts'

export interface ReadAgents {
  /** Those who have posts to go on with. */
  agents: number
  invited: number
  refused: Refused
  administrators: number
}

interface Agent {
  name: string
  email: string
  posts: { unitId: number; role: Role; from: string; to: string | null }[]
}

const UNIT = 'territory.unit'

/** Posts in force or to come, by person; those of whoever administers, and of who stood in, are left. */
async function agentsIn({
  tx,
  folder,
  numbers,
}: Reading): Promise<{ agents: Agent[]; administrators: number }> {
  const today = await todayThere(tx)
  const posts = new Map<unknown, Agent['posts']>()
  const administrators = new Set<unknown>()
  for await (const rows of rowsIn(folder, 'accounts.membership'))
    for (const row of rows.filter((one) => goesOn(one, today))) {
      const unitId = numbers.here(UNIT, row.unit_id)
      if (row.role === 'admin') administrators.add(row.person_id)
      else if (typeof unitId === 'number')
        posts.set(row.person_id, [...(posts.get(row.person_id) ?? []), postOf(row, unitId, today)])
    }
  const agents: Agent[] = []
  for await (const rows of rowsIn(folder, 'accounts.person'))
    for (const { id, name, email } of rows) {
      const own = posts.get(id)
      if (own !== undefined && typeof email === 'string')
        agents.push({ name: String(name), email, posts: own })
    }
  return { agents, administrators: administrators.size }
}

const goesOn = ({ valid_to: last, absence_id: away }: Row, today: string): boolean =>
  away === null && (last === null || String(last) >= today)

const postOf = ({ role, valid_from: from, valid_to: to }: Row, unitId: number, today: string) => ({
  ...{ unitId, role: role as Role, to: to === null ? null : String(to) },
  from: String(from) > today ? String(from) : today,
})

/** @param isAsked invites them; otherwise says how many there are */
export async function inviteAgents(reading: Reading, isAsked: boolean): Promise<ReadAgents> {
  const { tx, authorityId } = reading
  const { agents, administrators } = await agentsIn(reading)
  const refused: (readonly [string, string])[] = []
  for (const agent of isAsked ? agents : []) {
    const why = await asOnScreen(tx, () => inviteAgent(tx, { authorityId, ...agent }))
    if (why !== null) refused.push([agent.email, why])
  }
  const invited = isAsked ? agents.length - refused.length : 0
  return { agents: agents.length, invited, refused, administrators }
}
