// What the administrators of an authority do with an access that somebody did not recognise (GDPR art. 33): they see which
// agent it was, check, and say what they found. The person reads it among their notices, by mail and beside the entry.
import { notify } from '#notices'
import { personEmail } from '#people'
import { allowedRows } from '#platform/access.ts'
import { type Actor, labelled } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { Conflict, NotFound, Unauthenticated } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import type { Asked, Page } from '#platform/screens/asked.ts'
import { dateTime } from '#platform/ui/french.ts'
import { authorityNoun, territory } from '#territory'
import { access } from '../words/access.ts'
import { ACCESS_ANSWERED } from '../words/kinds.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { incidentAnswerMail } from '../words/mails.ts'
import {
  countOpen,
  incidentPage,
  incidentToHandle,
  markHandled,
  type NamedIncident,
  namedIncident,
} from './queries.ts'

const mineOf = (tx: Read) => allowedRows(access['incident.list'] ?? [], tx.actor, 'i')

/** A page of those of the authorities that the actor administers. */
export const incidentsFor = (tx: Read, asked: Asked): Promise<Page<NamedIncident>> =>
  incidentPage(tx, mineOf(tx), asked)

/** How many wait for what was found. */
export const incidentsOpen = ({ db, actor }: { readonly db: Database; readonly actor: Actor }) =>
  db.read(actor, (tx) => countOpen(tx, mineOf(tx)))

/** One of them. @throws NotFound */
export async function incidentFor(tx: Read, id: number): Promise<NamedIncident> {
  const found = Number.isSafeInteger(id) ? await namedIncident(tx, mineOf(tx), id) : null
  if (found === null) throw new NotFound()
  return found
}

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
    const from = authorityNoun(place.authority(incident.authorityId))
    const { personId } = incident
    await notify(
      all,
      ACCESS_ANSWERED,
      { personId, address: await personEmail(all, personId) },
      {
        key: `incident:${id}:answer`,
        about: { kind: 'incident', id, href: '/compte/donnees/acces' },
        detail: `Accès du ${dateTime(incident.at, place.zone)}`,
        origin: writer.origin,
        mail: incidentAnswerMail(writer, { ...incident, finding }, from, place.zone),
      },
    )
  })
}
