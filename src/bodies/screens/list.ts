// The list of the bodies that whoever administers keeps.
import { html } from '#platform/html.ts'
import type { Read } from '#platform/db/db.ts'
import { listOf } from '#platform/screens/list.ts'
import { type Authority, territory, todayThere } from '#territory'
import { kindWords } from '../record/kinds.ts'
import { bodies, type Body } from '../record/queries.ts'
import { addressOf, daysText, HERE } from './words.ts'

interface Line extends Body {
  authority: Authority
  /** Place as the query gives it: assemblies first. */
  place: number
  today: string
}

async function lines(tx: Read): Promise<Line[]> {
  const known = await territory(tx)
  const today = await todayThere(tx)
  return (await bodies(tx)).map((body, place) => ({
    ...body,
    ...{ place, today },
    authority: known.authority(body.authorityId),
  }))
}

/** GET /administration/instances */
export const list = listOf<Line>({
  at: HERE,
  action: 'body.read',
  title: 'Instances et élus',
  one: 'instance',
  several: 'instances',
  intro: html`<p class="reading">Qui siège où, à quel titre et jusqu’à quand. Ce qu’un mandat ouvre se ferme au lendemain de son dernier jour.</p>`,
  ways: [{ label: 'Importer le répertoire des élus', href: `${HERE}/import` }],
  add: { label: 'Ajouter une instance', href: `${HERE}/nouvelle` },
  columns: [
    {
      label: 'Instance',
      text: ({ name }) => name,
      cell: (body) => html`<a href="${addressOf(body)}">${body.name}</a>`,
      sort: { name: 'nom', by: ({ name }) => name },
    },
    { label: 'Genre', text: ({ kind }) => kindWords(kind).label },
    { label: 'Collectivité', text: ({ authority }) => authority.name },
    { label: 'À sa tête', text: ({ head }) => head ?? '' },
    {
      label: 'Siègent aujourd’hui',
      text: ({ sitting }) => String(sitting),
      sort: { name: 'siegent', by: ({ sitting }) => sitting },
      right: true,
    },
    {
      label: 'Mandature',
      text: ({ term, today }) => (term === null ? '' : daysText(term, today)),
    },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Instance, présidence, maire',
      in: ({ name, head, authority }) => [name, head ?? '', authority.name],
    },
    {
      name: 'genre',
      label: 'Genre',
      all: 'Tous',
      of: ({ kind }) => ({ value: kind, label: kindWords(kind).label }),
    },
    {
      name: 'collectivite',
      label: 'Collectivité',
      all: 'Toutes',
      of: ({ authority: { slug, name } }) => ({ value: slug, label: name }),
    },
  ],
  id: ({ place }) => place,
  rows: lines,
  size: 100,
  empty: {
    title: 'Aucune instance',
    text: 'Commencez par le conseil de votre collectivité\u00a0: les autres le suivent.',
  },
  export: 'instances',
})
