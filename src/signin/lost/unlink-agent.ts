// An agent's identity at ProConnect is taken off their account by whoever is in charge: it changed hands, or is another's.
import { type Actor, system } from '#platform/actor.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { myTeam } from './reset.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { tell, accountById, lockPerson, closeSessionsOf } from '#people'
import { LINK } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'
import { unlinkedByTeamMail } from '../federation/mails.ts'
import { deleteLink, linksOf } from '../federation/queries.ts'

/**
 * Removes the link at once and ends every session of the agent, since any may have been opened through it; tells the agent.
 * @throws NotFound when the agent is not of the actor's team, Conflict when there is no link (any more)
 */
export async function unlinkAgent(
  tools: Keys,
  actor: Actor,
  personId: number,
  writer: Writer,
): Promise<void> {
  const member = (await myTeam(tools, actor)).find((one) => one.personId === personId)
  if (member === undefined || actor.personId === null) throw new NotFound()
  const decidedBy = actor.personId
  await tools.db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const agent = await accountById(tx, personId)
    const links = (await linksOf(tx, personId)).filter(({ provider }) => provider === 'proconnect')
    if (agent === null) throw new NotFound()
    if (links.length === 0) throw new Conflict('ProConnect n’est plus relié à ce compte.')
    for (const { id } of links) await deleteLink(tx, id, personId)
    await closeSessionsOf(tx, personId)
    await tell(tx, 'person.identity_unlinked', personId, { provider: 'proconnect', decidedBy })
    await warn(tx, agent, writer, { kind: LINK, mail: unlinkedByTeamMail(writer, actor.label) })
  })
}
