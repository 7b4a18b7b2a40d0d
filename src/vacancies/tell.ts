// Agents whose profile a new offer is near are told of it, once a day, of all of them together.
import { say } from '#notices'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Jobs } from '#platform/jobs.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { listSentence, plural, quoted } from '#platform/ui/french.ts'
import { localDay, territory } from '#territory'
import { VACANCY } from './record/keep.ts'
import { addressOf, NEAR } from './record/where.ts'
import { type Seeker, seekersOf, takeUntold, type Vacancy } from './record/queries.ts'
import { isToTell, pointsOf } from './record/words.ts'

export const NEW_OFFERS = noticeKind({
  id: 'vacancies.near',
  to: 'agent',
  label: 'De nouvelles offres d’emploi proches de votre profil',
  channels: ['page', 'mail'],
})

const MOST_AT_ONCE = 200
const MOST_NAMED = 5
const FOOTER =
  'Vous recevez ce message parce que vous avez demandé à être prévenu, dans votre profil des offres d’emploi. Vous seul le lisez.'

interface Told {
  to: Seeker
  offers: Vacancy[]
}

/** Who is to be told of which; an offer that is over by now is told to nobody. */
async function nearOnes(tx: Write): Promise<Told[]> {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  const told = new Map<number, Told>()
  for (const offer of await takeUntold(tx, MOST_AT_ONCE)) {
    if (offer.endsOn < today) continue
    const compared = { ...offer, unit: place.unit(offer.unitId).name }
    for (const to of await seekersOf(tx, offer.id)) {
      if (!isToTell(pointsOf({ ...to, alerts: true }, compared))) continue
      const own = told.get(to.personId) ?? { to, offers: [] }
      own.offers.push(offer)
      told.set(to.personId, own)
    }
  }
  return [...told.values()]
}

async function tellOne(tx: Write, writer: Writer, { to, offers }: Told): Promise<void> {
  const [first] = offers
  if (first === undefined) return
  const named = offers.slice(0, MOST_NAMED).map(({ title }) => quoted(title))
  const many = plural(offers.length, 'nouvelle offre proche', 'nouvelles offres proches')
  await say(tx, writer, NEW_OFFERS, to, {
    key: `vacancy:${first.id}:${to.personId}`,
    about: { kind: VACANCY, id: first.id, href: offers.length === 1 ? addressOf(first.id) : NEAR },
    title: `${many} de votre profil`,
    text: `${listSentence(named)}${offers.length > MOST_NAMED ? ', et d’autres encore' : ''}.`,
    ...{ label: offers.length === 1 ? 'Lire l’offre' : 'Lire ces offres', footer: FOOTER },
  })
}

export const TELL = 'vacancies.tell'

export const jobs = (writer: Writer): Jobs => ({
  [TELL]: (db) =>
    db.write(system, async (tx) => {
      for (const told of await nearOnes(tx)) await tellOne(tx, writer, told)
    }),
})
