// What a town hall without the desk gets by mail: enough to know what it is, nothing of what the person wrote.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import { to } from '#platform/french/noun.ts'
import { longDate } from '#platform/ui/french.ts'
import { authorityNoun, type Territory } from '#territory'
import type { RequestRow } from '../record/queries.ts'
import { placeSaid } from '../record/words.ts'

type Content = Omit<OutgoingMail, 'id' | 'to'>

/** Why it is written: a request that comes, news of it, a word of agents, its date that nears, another link, a desk
 * that its town hall has no more. */
export type Why = 'new' | 'news' | 'word' | 'due' | 'again' | 'offer'

const TITLES: Readonly<Record<Why, string>> = {
  new: 'une demande pour votre mairie',
  news: 'la personne vous a écrit',
  word: 'un agent vous a écrit',
  due: 'la date promise approche',
  again: 'un nouveau lien',
  offer: 'une demande ouverte, désormais par lien',
}

const factsOf = (request: RequestRow, service: string, place: Territory): [string, string][] => [
  ['Demande', request.ref],
  ['Démarche', service],
  ['Lieu', placeSaid(request.placeAddress, place.area(request.areaCode)?.name ?? '')],
  ...(request.solutionDueAt === null
    ? []
    : [['Promise au plus tard le', longDate(request.solutionDueAt, place.zone)] as [string, string]]),
]

export function linkMail(
  why: Why,
  { request, service, place, url }: { request: RequestRow; service: string; place: Territory; url: string },
): Content {
  const title = TITLES[why]
  return {
    site: { name: place.metropolis.name },
    subject: `${request.ref}\u00a0: ${title}`,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    paragraphs: [
      'Ce lien ouvre la demande, et elle seule\u00a0: vous la lisez, répondez à la personne, lui posez une question ou la terminez, sans compte. La personne et les agents de la Métropole voient le même suivi.',
      'Il est pour votre mairie\u00a0: ne le transmettez qu’à qui traite la demande.',
    ],
    facts: factsOf(request, service, place),
    action: { label: 'Ouvrir la demande', url },
    footer: 'Votre mairie utilise le guichet sans le poste des agents\u00a0: ses demandes lui arrivent ici.',
  }
}

/** To whoever follows it at the metropolis. */
export function unopenedMail(request: RequestRow, service: string, place: Territory, url: string): Content {
  const title = 'une mairie n’a pas ouvert sa demande'
  return {
    site: { name: place.metropolis.name },
    subject: `${request.ref}\u00a0: ${title}`,
    title: 'Une mairie n’a pas ouvert sa demande',
    paragraphs: [
      `Le lien envoyé ${to(authorityNoun(place.authority(request.authorityId)))} n’a été ouvert par personne depuis deux jours. Appelez-la, ou envoyez-lui un autre lien.`,
    ],
    facts: factsOf(request, service, place),
    action: { label: 'Voir la demande', url },
    footer: 'Vous recevez ce message parce que votre service suit cette demande.',
  }
}
