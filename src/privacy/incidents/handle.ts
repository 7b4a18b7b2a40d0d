// What the administrators of an authority do with an access that somebody did not recognise (GDPR art. 33): they see which
// agent it was, check, and say what they found. The person reads it, by mail and beside the entry.
import { personEmail, personName } from '#people'
import { allowedRows } from '#platform/access.ts'
import { type Actor, labelled, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db.ts'
import { Conflict, NotFound, Unauthenticated } from '#platform/errors.ts'
import { emit } from '#platform/events.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { authorityNoun, territory } from '#territory'
import { access } from '../words/access.ts'
import { incidentAnswerMail, type Writer } from '../words/mails.ts'
import { type Incident, incidentList, incidentToHandle, markHandled } from './queries.ts'

const MOST = 200

/** An incident with the names that an administrator needs. */
export interface NamedIncident extends Incident {
  /** The agent or the helper who opened; null: a site. */
  actorName: string | null
  /** Who closed it. */
  handlerName: string | null
}

/** Those of the authorities that the actor administers, open ones first. */
export function incidentsFor(db: Database, actor: Actor): Promise<NamedIncident[]> {
  const mine = allowedRows(access['incident.list'] ?? [], actor, 'i')
  return db.read(system, async (tx) => {
    const named: NamedIncident[] = []
    for (const incident of await incidentList(tx, mine, MOST))
      named.push({
        ...incident,
        actorName: await nameOf(tx, incident.actorId),
        handlerName: await nameOf(tx, incident.handledBy),
      })
    return named
  })
}

const nameOf = async (tx: Read, id: number | null): Promise<string | null> =>
  id === null ? null : personName(tx, id)

/**
 * Closes an incident and tells the person what was found, when they have an address.
 * @throws NotFound when it is not of an authority of theirs, Conflict when it was closed before
 */
export async function handleIncident(
  db: Database,
  actor: Actor,
  { id, finding }: { id: number; finding: string },
  writer: Writer,
): Promise<void> {
  const by = actor.personId
  if (by === null) throw new Unauthenticated()
  const mine = allowedRows(access['incident.handle'] ?? [], actor, 'i')
  await db.write(labelled(actor), async (all) => {
    const incident = await incidentToHandle(all, mine, id)
    if (incident === null) throw new NotFound()
    if (incident.handledAt !== null) throw new Conflict('Cet accès signalé est déjà clos.')
    await markHandled(all, id, { by, finding })
    await emit(
      { ...all, actor },
      { name: 'incident.handled', subjectKind: 'incident', subjectId: id, payload: {} },
    )
    const place = await territory(all)
    const to = await personEmail(all, incident.personId)
    const from = authorityNoun(place.authority(incident.authorityId))
    if (to !== null)
      await queueMail(all, {
        to,
        ...incidentAnswerMail(writer, { ...incident, finding }, from, place.zone),
      })
  })
}
