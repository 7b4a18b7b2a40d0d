// What residents find of public information in the search box: the page of all of it, and each as long as it holds.
import type { Findable, SearchSource } from '#platform/house/search.ts'
import { noticesFor } from './notice.ts'

const pages: readonly Findable[] = [
  {
    href: '/informations',
    kind: 'Aide',
    title: 'Informations',
    text: 'Travaux, fermetures, coupures\u00a0: ce que les mairies et la Métropole annoncent.',
    keywords: [
      'actualité',
      'actu',
      'infos de la ville',
      'news',
      'travaux en cours',
      'infos travaux',
      'travaux en ce moment',
      'rues fermées',
      'routes fermées',
      'route barrée',
      'coupures prévues',
      'annonces de la mairie',
      'alertes',
      'que se passe-t-il',
      'événements',
      'actualités',
      'informations',
      'annonces',
    ],
  },
]

export const information: SearchSource = {
  id: 'information',
  pages,
  async current(tx, commune, most) {
    const notices = await noticesFor(tx, commune, most)
    return notices.map(({ id, title, text }) => ({
      href: `/informations/${id}`,
      kind: 'Information',
      title,
      text,
    }))
  },
}
