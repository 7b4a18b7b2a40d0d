// What is found of contents in the search box: the page of all of them, and the newest that whoever asks may read.
import type { SearchSource } from '#platform/house/search.ts'
import { readablePage } from '../record/queries.read.ts'
import { aboutCommune } from '../types/about.ts'
import { linesOf } from './contents.ts'
import { HERE } from './pages.ts'

const ANY = { type: '', theme: '' }
const FIRST = { after: null, before: null }

export const contentSearch: SearchSource = {
  id: 'contents',
  pages: [
    {
      href: HERE,
      kind: 'Aide',
      title: 'Contenus',
      text: 'Articles, événements, dossiers, fiches\u00a0: ce que la Métropole et les communes publient.',
      keywords: [
        'articles',
        'dossiers',
        'agenda',
        'revue de presse',
        'fiches d’expérience',
        'prêt de matériel entre communes',
      ],
    },
  ],
  async current(tx, commune, most) {
    const about = commune === null ? null : await aboutCommune(tx, commune)
    const near = about === null ? [] : (await readablePage(tx, { ...ANY, about }, { ...FIRST, most })).rows
    const all = (await readablePage(tx, { ...ANY, about: null }, { ...FIRST, most })).rows
    const items = [...new Map([...near, ...all].map((item) => [item.id, item])).values()].slice(0, most)
    return (await linesOf(tx, items)).map(({ href, type, title, summary }) => ({
      href,
      kind: type || 'Contenu',
      title,
      text: summary,
    }))
  },
}
