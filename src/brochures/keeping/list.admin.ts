// Brochures as their keepers have them: what is left, what is read, what runs out.
import { audiencesOf } from '#audiences'
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag, type Tone } from '#platform/ui/feedback.ts'
import { listSentence, number } from '#platform/ui/french.ts'
import { type Day, localDay, territory } from '#territory'
import { type Brochure, keptBrochures } from '../record/queries.ts'
import { EACH } from '../record/words.ts'

export const KEPT = '/administration/brochures'

const STANDINGS = {
  ready: ['Proposée', 'good'],
  low: ['Bientôt épuisée', 'warn'],
  out: ['Épuisée sur papier', 'warn'],
  unread: ['Sans PDF', 'info'],
  withdrawn: ['Retirée', 'idle'],
} as const satisfies Record<string, readonly [string, Tone | 'idle']>
type Standing = keyof typeof STANDINGS

function standingOf({ pdf, stock, least, lowAt, withdrawnOn }: Brochure, today: Day): Standing {
  if (withdrawnOn !== null && withdrawnOn <= today) return 'withdrawn'
  if (pdf === null) return 'unread'
  if (stock < least) return 'out'
  return stock <= lowAt ? 'low' : 'ready'
}

export const standingTag = (brochure: Brochure, today: Day) => {
  const [label, tone] = STANDINGS[standingOf(brochure, today)]
  return tag(tone, label)
}

interface Line extends Brochure {
  standing: Standing
  audience: string
  authority: { slug: string; name: string }
}

async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  const names = new Map((await audiencesOf(tx)).map(({ id, name }) => [id, name]))
  return (await keptBrochures(tx)).map((one) => ({
    ...one,
    standing: standingOf(one, today),
    audience: names.get(one.audienceId) ?? 'Un public retiré',
    authority: place.authority(one.authorityId),
  }))
}

const quotaText = ({ quota, quotaEach }: Brochure): string =>
  quota === null ? 'Sans quota' : `${number(quota)} ${EACH[quotaEach]}`

/** GET /administration/brochures */
export const keptList = listOf<Line>({
  at: KEPT,
  action: 'brochure.keep',
  title: 'Catalogue des brochures',
  one: 'brochure',
  several: 'brochures',
  intro: html`<p class="reading">Ce que les élus, leurs collaborateurs et les agents des communes lisent en PDF et commandent sur papier. Les commandes arrivent dans les demandes du service&nbsp;; leurs exemplaires quittent le stock dès l’envoi.</p>`,
  add: { label: 'Ajouter une brochure', href: `${KEPT}/nouvelle` },
  columns: [
    {
      label: 'Brochure',
      text: ({ title }) => title,
      cell: ({ id, title }) => html`<a href="${KEPT}/${id}">${title}</a>`,
      sort: { name: 'titre', by: ({ title }) => title },
    },
    {
      label: 'État',
      text: ({ standing }) => STANDINGS[standing][0],
      cell: ({ standing }) => tag(STANDINGS[standing][1], STANDINGS[standing][0]),
    },
    {
      label: 'En stock',
      right: true,
      text: ({ stock }) => String(stock),
      cell: ({ id, stock, title }) =>
        html`<a href="${KEPT}/${id}/stock">${number(stock)}<span class="hidden"> exemplaires, ${title}</span></a>`,
      sort: { name: 'stock', by: ({ stock }) => stock },
    },
    { label: 'Par commune', text: quotaText },
    { label: 'Langues', text: ({ languages }) => listSentence(languages) },
    { label: 'Pour', text: ({ audience }) => audience },
    { label: 'De', text: ({ authority }) => authority.name },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Titre ou résumé',
      in: ({ title, abstract }) => [title, abstract],
    },
    {
      name: 'etat',
      label: 'État',
      all: 'Tous',
      of: ({ standing }) => ({ value: standing, label: STANDINGS[standing][0] }),
    },
  ],
  id: ({ id }) => id,
  order: 'titre',
  rows: lines,
  empty: { title: 'Aucune brochure', text: 'La première paraît dès qu’elle a son PDF.' },
  export: 'stock-des-brochures',
})
