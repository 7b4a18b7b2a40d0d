// What residents find of tides: the page, and what harbours say today.
import type { SearchSource } from '#platform/house/search.ts'

export const harbours: SearchSource = {
  id: 'harbours',
  pages: [
    {
      href: '/marees',
      kind: 'Marée',
      title: 'Heures de pleine mer',
      text: 'Quand la mer est haute.',
      keywords: ['coefficient de marée'],
    },
  ],
  current: async (tx, commune) =>
    commune === null
      ? []
      : [
          {
            href: `/marees#${tx.actor.kind}`,
            kind: 'Vigilance',
            title: 'Submersion du quai Kerbihan',
            text: '',
          },
        ],
}
