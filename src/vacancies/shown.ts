// Where else job offers are shown: the home of agents, one search over everything, the audiences that have some.
import { PUBLIC } from '#audiences'
import { agent } from '#platform/access.ts'
import type { Addressed } from '#platform/db/db.ts'
import type { Live } from '#platform/house/search.ts'
import type { Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import type { DigestSource } from '#platform/mail/digest.ts'
import { holdsAll } from '#platform/plain-words.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { dayDate, shortDate } from '#platform/ui/french.ts'
import { tabs } from '#platform/ui/navigation.ts'
import { readdress } from './record/keep.ts'
import { type Offer, offersFor } from './list.ts'
import { addressOf, HERE, KEPT, NEAR } from './record/where.ts'
import { countForAudiences } from './record/queries.ts'
import { isNear, nearness } from './record/words.ts'

const MOST = 3
/** Newest ones among which the nearest are looked for. */
const AMONG = 100

const lineOf = ({ id, title, category, place, endsOn }: Offer) => ({
  href: addressOf(id),
  label: title,
  under: `Catégorie ${category}, ${place}, jusqu’au ${shortDate(endsOn)}`,
})

const latest = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const offers = await offersFor(tx, AMONG)
    if (offers.length === 0) return null
    const near = offers
      .filter(({ points }) => isNear(points))
      .toSorted((one, other) => nearness(other.points) - nearness(one.points))
    const isOwn = near.length > 0
    const end = tabs(
      'Choix des offres',
      [
        { href: NEAR, label: 'Mon profil', current: isOwn },
        { href: HERE, label: 'Récentes', current: !isOwn },
      ],
      { thin: true },
    )
    return panel('Offres d’emploi', linkList((isOwn ? near : offers).slice(0, MOST).map(lineOf)), { end })
  })

export const blocks: readonly Block[] = [
  { on: 'intranet', name: 'emplois', title: 'Offres d’emploi', order: 70, show: latest },
]

/** New offers, in the mail that gathers what is new; what is for some says its title alone there. */
export const digest: DigestSource = {
  id: 'emplois',
  async since(tx, from, to, most) {
    const isNew = ({ publishedAt }: Offer) => publishedAt > from && publishedAt <= to
    return (await offersFor(tx, most)).filter(isNew).map(({ id, title, audienceId, place, ...offer }) => ({
      ...{ key: String(id), path: addressOf(id), title, author: offer.authority },
      summary: audienceId === PUBLIC ? `${place}, jusqu’au ${dayDate(offer.endsOn)}.` : '',
      ...{ subject: 'Offres d’emploi', urgency: 'normal' as const },
    }))
  },
}

export const sought: Live = {
  id: 'vacancy',
  label: 'Offres d’emploi',
  one: 'Offre d’emploi',
  who: agent().anywhere,
  async find(tx, words, most) {
    const isFound = holdsAll(words)
    const found = (await offersFor(tx)).filter(({ title, position, place, unit, description }) =>
      isFound(title, position, place, unit, description),
    )
    return found.slice(0, most).map(({ id, title, category, unit, place }) => ({
      ...{ href: addressOf(id), title, text: `Catégorie ${category}, ${unit}, ${place}` },
    }))
  },
}

export const addressed: Addressed = {
  id: 'vacancies.vacancy',
  one: 'offre d’emploi',
  several: 'offres d’emploi',
  count: countForAudiences,
  href: () => KEPT,
  readdress,
}
