// Every session of an agent ends at once: a device is lost, or somebody else may be using the account. Whoever administers their
// authority does it; the agent is told.
import { allowedRows } from '#platform/access.ts'
import { type Actor, system } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { accountById, closeSessionsOf, lockPerson, tell } from '#people'
import { SESSIONS } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'
import { sessionsEndedMail } from '../factors/mails.ts'
import { teamOf } from '../factors/queries.reset.ts'
import { lostAccess } from './access.ts'

/** Ends them, and tells the agent. @throws NotFound when the agent is none of theirs */
export async function endSessionsFor(
  tools: Keys,
  actor: Actor,
  personId: number,
  writer: Writer,
): Promise<void> {
  const mine = allowedRows(lostAccess['account.end_sessions'] ?? [], actor, 'm')
  await tools.db.write(system, async (tx) => {
    const team = await teamOf(tx, mine, actor.personId ?? 0)
    if (!team.some((member) => member.personId === personId)) throw new NotFound()
    await lockPerson(tx, personId)
    const account = await accountById(tx, personId)
    if (account === null) throw new NotFound()
    await closeSessionsOf(tx, personId)
    await tell(tx, 'person.sessions_ended', personId, { decidedBy: actor.personId })
    await warn(tx, account, writer, { kind: SESSIONS, mail: sessionsEndedMail(writer, actor.label) })
  })
}
