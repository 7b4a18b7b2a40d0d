// No rule goes silent: when what it names has nobody, its requests go to a door that has somebody, and administrators are told, once a
// day a rule.
import { notify } from '#notices'
import { administratorsOf, unanswered } from '#people'
import { system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { of } from '#platform/french/noun.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Jobs } from '#platform/jobs.ts'
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import { routedOfEvent } from '#requests'
import {
  catalogue,
  type CompetenceRule,
  decideCompetence,
  receivingUnits,
  relayedUnits,
  type RoutingDecision,
} from '#services'
import { authorityNoun, localDay, type Territory, territory } from '#territory'
import { HERE, ruleAddress, tableAddress } from './words.ts'

export const UNHEARD = noticeKind({
  id: 'competence.unheard',
  label: 'Une règle mène à un service où personne ne travaille',
  to: 'administrator',
  channels: ['page', 'mail'],
})

/** Units where nobody receives today, among those that whoever acts administers. */
export async function silentUnits(tx: Read, place: Territory): Promise<ReadonlySet<number>> {
  const ids = place.units.map(({ id }) => id)
  const silent = new Set(await unanswered(tx, ids, localDay(tx.now, place.zone)))
  return silent.difference(await relayedUnits(tx, place))
}

/** Communes, among those that are open here, where nobody works in the unit that a rule names. */
export function unheardIn(
  { answers, commune, function: fn }: CompetenceRule,
  place: Territory,
  silent: ReadonlySet<number>,
): string[] {
  const isOpen = (authorityId: number) => !place.unitsOf(authorityId).every(({ id }) => silent.has(id))
  return place.communes
    .filter(({ code, authorityId }) => {
      const answering = answers === 'metropolis' ? place.metropolis.id : authorityId
      const unit = place.unitFor(answering, fn, code)
      return (commune ?? code) === code && isOpen(answering) && unit !== undefined && silent.has(unit.id)
    })
    .map(({ name }) => name)
}

export const competenceJobs = (origin: string): Jobs => ({
  'competence.tell_unheard': async (db, { eventId }) => {
    await db.write(system, (tx) => tellUnheard(tx, Number(eventId), origin))
  },
})

async function tellUnheard(tx: Write, eventId: number, origin: string): Promise<void> {
  const request = await routedOfEvent(tx, eventId)
  if (request === undefined) return
  const place = await territory(tx)
  const day = localDay(request.receivedAt, place.zone)
  const named = decideCompetence(await catalogue(tx), place, { ...request, day })
  const isHeard = named.ruleId !== null && named.unitId === request.routing.unitId
  if (isHeard || !(await isOpen(tx, place, named.authorityId))) return
  const about = named.ruleId ?? request.category
  const mail = await unheardMail(tx, named, request.routing, { place, origin, category: request.category })
  for (const to of await administratorsOf(tx, named.authorityId))
    await notify(tx, UNHEARD, to, {
      key: `competence:${about}:${named.authorityId}:${day}:${to.personId}`,
      about: { kind: 'competence', id: eventId, href: HERE },
      detail: mail.facts?.[0]?.[1] ?? '',
      origin,
      mail,
    })
}

/** A town where nobody works yet is no fault: its requests go to the metropolis on purpose. */
async function isOpen(tx: Read, place: Territory, authorityId: number): Promise<boolean> {
  const staffed = await receivingUnits(tx, place)
  return place.unitsOf(authorityId).some(({ id }) => staffed.has(id))
}

async function unheardMail(
  tx: Read,
  named: RoutingDecision,
  went: RoutingDecision,
  { place, origin, category }: { place: Territory; origin: string; category: string },
): Promise<Omit<OutgoingMail, 'id' | 'to'>> {
  const known = await catalogue(tx)
  const label = known.category(category)?.label ?? category
  const unitName = (id: number) =>
    `${place.unit(id).name}, ${place.authority(place.unit(id).authorityId).name}`
  const isGap = named.ruleId === null
  return {
    site: { name: place.metropolis.name },
    subject: `Qui répond\u00a0: ${label}`,
    title: isGap ? 'Aucune règle ne dit qui répond' : 'Une règle mène à un service où personne ne travaille',
    paragraphs: [
      'Personne n’est laissé sans réponse\u00a0: la demande a été reçue ailleurs, et tous les agents en voient la raison. Corrigez la règle, ou donnez des agents au service.',
    ],
    facts: [
      ['Sujet', label],
      ...(isGap ? [] : [['Service nommé', unitName(named.unitId)] as [string, string]]),
      ['Reçue par', unitName(went.unitId)],
    ],
    action: {
      label: 'Voir la règle',
      url: `${origin}${named.ruleId === null ? tableAddress(category) : ruleAddress(named.ruleId)}`,
    },
    footer: `Vous administrez les règles ${of(authorityNoun(place.authority(named.authorityId)))}.`,
  }
}
