// GET /brochures: those that are for whoever reads, in PDF first; what their commune may still have on paper.
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { listSentence } from '#platform/ui/french.ts'
import { smallOf } from '#media'
import { localDay, territory } from '#territory'
import { ownCommune } from '../record/order.ts'
import { type Brochure, shownBrochures, takenBy } from '../record/queries.ts'
import { supplySentence } from '../record/words.ts'

export const HERE = '/brochures'
export const ORDER = `${HERE}/commande`
export const addressOf = ({ id }: Pick<Brochure, 'id'>): string => `${HERE}/${id}`

interface Line extends Brochure {
  /** What their commune may still order, in a sentence. */
  supply: string
}

async function lines(tx: Read): Promise<Line[]> {
  const own = await ownCommune(tx)
  const today = localDay(tx.now, (await territory(tx)).zone)
  const taken = own === undefined ? new Map<number, number>() : await takenBy(tx, own.authorityId)
  return (await shownBrochures(tx)).map((one) => ({
    ...one,
    supply: supplySentence(
      own === undefined ? { ...one, quota: null } : one,
      taken.get(one.id) ?? 0,
      own?.name ?? '',
      today,
    ),
  }))
}

const cover = ({ picture }: Brochure) =>
  picture !== null &&
  html`<img class="thumb" src="${smallOf({ key: picture })}" alt="" width="56" height="44" loading="lazy">`

export const list = listOf<Line>({
  at: HERE,
  action: 'brochure.read',
  title: 'Brochures',
  one: 'brochure',
  several: 'brochures',
  intro: html`<p class="reading">Ce que la Métropole édite, à lire et à transmettre en PDF. Le papier est pour ceux qui ne lisent pas à l’écran&nbsp;: il se commande, dans la limite du stock et du quota de votre commune.</p>`,
  columns: [
    {
      label: 'Brochure',
      text: ({ title }) => title,
      cell: (one) =>
        html`<span class="pictured">${cover(one)}<span><a href="${addressOf(one)}">${one.title}</a><br><span class="meta">${one.abstract}</span></span></span>`,
      sort: { name: 'titre', by: ({ title }) => title },
    },
    { label: 'Langues', text: ({ languages }) => listSentence(languages) },
    {
      label: 'PDF',
      cell: ({ pdf, title }) =>
        pdf !== null && html`<a href="/fichiers/${pdf}">Lire<span class="hidden"> ${title}</span></a>`,
    },
    {
      label: 'Sur papier',
      text: ({ supply }) => supply,
      cell: ({ supply, stock, least }) =>
        stock < least
          ? html`${tag('warn', 'Épuisée')} <span class="meta">${supply}</span>`
          : html`<span class="meta">${supply}</span>`,
    },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Tri, logement, vélo',
      in: ({ title, abstract, languages }) => [title, abstract, ...languages],
    },
    {
      name: 'papier',
      label: 'Sur papier',
      all: 'Toutes',
      of: ({ stock, least }) =>
        stock < least ? { value: 'non', label: 'Épuisées' } : { value: 'oui', label: 'En stock' },
    },
  ],
  id: ({ id }) => id,
  order: 'titre',
  rows: lines,
  empty: {
    title: 'Aucune brochure pour vous',
    text: 'Celles que la Métropole édite pour vous paraissent ici, à lire d’abord en PDF.',
  },
  export: 'brochures',
  keeps: true,
})
