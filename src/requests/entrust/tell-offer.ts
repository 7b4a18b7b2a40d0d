// Who is told that a town hall takes the desk, leaves it, or has no agreement any more: whoever administers it or the metropolis, and the agents whose posts it opens.
import { notify, type Recipient } from '#notices'
import { administratorsOf, holdersOf } from '#people'
import type { Write } from '#platform/db/db.ts'
import { the } from '#platform/french/noun.ts'
import { noticeKind } from '#platform/house/notices.ts'
import { EVERY_ROLE, isWorking } from '#platform/roles.ts'
import { capital, longDate, plural } from '#platform/ui/french.ts'
import type { Ended, Standing } from '#settings'
import { addDays, authorityNoun, type Day, territory } from '#territory'

const channels = ['page', 'mail'] as const

const CHANGED = noticeKind({
  id: 'requests.desk_changed',
  label: 'Une mairie prend le poste des agents, ou le quitte',
  to: 'administrator',
  channels,
})

const MINE_CHANGED = noticeKind({
  id: 'requests.own_desk_changed',
  label: 'Votre mairie prend le poste des agents, ou le quitte',
  to: 'agent',
  channels,
})

export const OFFER_NOTICES = [CHANGED, MINE_CHANGED]

/** What is older was told. */
const TOLD_DAYS = 7

interface Told {
  /** Open requests that changed hands. */
  moved: number
  origin: string
}

/** What is told of a town hall: since when, and what becomes of its requests and of its agents. */
interface News {
  authorityId: number
  since: Day
  title: (town: string) => string
  moved: (moved: number) => string
  agents: string
  /** Where its agents are led. */
  href: string
}

const CLOSED = {
  title: (town: string) => `${town} répond désormais par lien`,
  moved: (moved: number) =>
    `${plural(moved, 'demande ouverte part', 'demandes ouvertes partent')} à sa messagerie, avec un lien pour y répondre\u00a0; celles qui viennent aussi. Le centre de contact les suit toutes.`,
  agents:
    'Les postes d’agents n’ouvrent plus les demandes. Ils restent, et les rouvriront si la convention redonne le poste. Les autres rôles ne changent pas.',
  href: '/compte',
}

const OPEN = {
  title: (town: string) => `${town} a le poste des agents`,
  moved: (moved: number) =>
    `${plural(moved, 'demande ouverte revient', 'demandes ouvertes reviennent')} au poste\u00a0; les liens envoyés ne servent plus.`,
  agents:
    'Les agents qui ont un poste ouvrent les demandes. Là où personne ne travaille, l’accueil ou le centre de contact les reprend.',
  href: '/agents',
}

const ended = (until: Day) => ({
  title: (town: string) => `La convention avec ${town} a pris fin`,
  moved: (moved: number) =>
    `${plural(moved, 'demande ouverte passe', 'demandes ouvertes passent')} au centre de contact\u00a0; celles qui viennent aussi.`,
  agents: `Jusqu’au ${longDate(until)}, les agents de la commune lisent tout et ne changent rien. Ensuite leurs postes n’ouvrent plus rien. La commune reçoit une copie complète de ses données, puis elles sont effacées.`,
  href: '/agents',
})

/** Tells it, once for each and for each day on which it changed. As the system. */
export const tellOffer = (tx: Write, { authorityId, isOpen, since }: Standing, told: Told): Promise<void> =>
  tell(tx, { authorityId, since, ...(isOpen ? OPEN : CLOSED) }, told)

/** The same, the day after the last one. */
export const tellEnd = (tx: Write, { authorityId, endedOn, until }: Ended, told: Told): Promise<void> =>
  tell(tx, { authorityId, since: addDays(endedOn, 1), ...ended(until) }, told)

async function tell(tx: Write, news: News, { moved, origin }: Told): Promise<void> {
  const { authorityId, since, agents } = news
  if (tx.now.getTime() - Date.parse(since) > TOLD_DAYS * 24 * 3600_000) return
  const place = await territory(tx)
  const title = capital(news.title(the(authorityNoun(place.authority(authorityId)))))
  const tellOne = (kind: typeof CHANGED, to: Recipient, href: string, paragraphs: string[]) =>
    notify(tx, kind, to, {
      key: `desk:${authorityId}:${since}:${to.personId}`,
      about: { kind: 'authority', id: authorityId, href },
      detail: `Depuis le ${longDate(since)}`,
      origin,
      mail: {
        site: { name: place.metropolis.name },
        subject: title,
        title,
        paragraphs: [`C’est ce que dit la convention, depuis le ${longDate(since)}.`, ...paragraphs],
        action: { label: 'Voir', url: `${origin}${href}` },
        footer: 'Le suivi des habitants ne change pas\u00a0: chacun lit les réponses au même endroit.',
      },
    })
  for (const id of [authorityId, place.metropolis.id])
    for (const to of await administratorsOf(tx, id))
      await tellOne(CHANGED, to, '/administration/conventions', [
        ...(moved > 0 ? [news.moved(moved)] : []),
        agents,
      ])
  const working = EVERY_ROLE.filter((role) => isWorking({ role }))
  for (const to of await holdersOf(tx, authorityId, working))
    await tellOne(MINE_CHANGED, to, news.href, [agents])
}
