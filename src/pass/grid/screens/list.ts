// The list of grids of rights, and what one search over all that is set finds of it.
import { drafts, live } from '#definitions'
import { agent, metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { listSentence, plural } from '#platform/ui/french.ts'
import { SECTORS } from '#register'
import { territory } from '#territory'
import type { Grid } from '../definition.ts'
import { GRID } from '../kind.ts'
import { faultsOf } from '../prove.ts'
import { gridAddress, HERE } from './address.ts'

interface Line {
  grid: Grid
  /** 0: it is being written, and was never published. */
  version: number
  isDrafted: boolean
  controller: string
  faults: number
}

async function rows(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const [inForce, begun] = [await live(tx, GRID), (await drafts(tx)).filter(({ kind }) => kind === GRID.kind)]
  const lineOf = (grid: Grid, version: number): Line => ({
    grid,
    version,
    isDrafted: begun.some(({ id }) => id === grid.id),
    controller: place.authorityByCode(grid.controller)?.name ?? grid.controller,
    faults: faultsOf(grid).length,
  })
  const fresh = begun.filter(({ id }) => inForce.every((row) => row.id !== id))
  return [
    ...fresh.map(({ body }) => lineOf(body as unknown as Grid, 0)),
    ...inForce.map(({ body, version }) => lineOf(body, version)),
  ]
}

const stateWords = ({ version, isDrafted }: Line): string =>
  version === 0 ? 'Brouillon' : `Version ${version}${isDrafted ? ', un brouillon attend' : ''}`

/** GET /administration/pass/droits */
export const grids = listOf<Line>({
  at: HERE,
  action: 'grid.read',
  title: 'Droits du pass',
  one: 'grille',
  several: 'grilles',
  intro: html`<p class="reading">Qui a droit à quoi, et à quel tarif&nbsp;: des lignes, chacune avec sa condition et la classe qu’elle donne. La plus précise l’emporte. D’une preuve, seule la classe est gardée&nbsp;; chaque décision se dit en une phrase.</p>`,
  add: { label: 'Nouvelle grille', href: `${HERE}/nouvelle`, who: metropolitanAdministrator },
  columns: [
    {
      label: 'Grille',
      text: ({ grid }) => grid.title,
      cell: ({ grid }) => html`<a href="${gridAddress(grid.id)}">${grid.title}</a>`,
      sort: { name: 'titre', by: ({ grid }) => grid.title },
    },
    { label: 'Secteur', text: ({ grid }) => SECTORS[grid.sector] },
    { label: 'Qui donne le droit', text: ({ controller }) => controller },
    { label: 'Classes', text: ({ grid }) => listSentence(grid.classes.map(({ label }) => label)) },
    { label: 'Lignes', text: ({ grid }) => String(grid.rows.length), right: true },
    {
      label: 'Preuve',
      text: ({ faults }) =>
        faults === 0 ? 'Chaque cas a une réponse' : plural(faults, 'cas à revoir', 'cas à revoir'),
      cell: ({ faults }) =>
        faults === 0
          ? tag('good', 'Chaque cas a une réponse')
          : tag('bad', plural(faults, 'cas à revoir', 'cas à revoir')),
    },
    { label: 'État', text: stateWords },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Titre, classe',
      in: ({ grid }) => [grid.title, ...grid.classes.map(({ label }) => label)],
    },
    {
      name: 'secteur',
      label: 'Secteur',
      all: 'Tous',
      of: ({ grid }) => ({ value: grid.sector, label: SECTORS[grid.sector] }),
    },
  ],
  id: ({ grid }) => grid.id,
  order: 'titre',
  size: 100,
  rows,
  empty: { title: 'Aucune grille' },
})

export const countGrids = async (tx: Read): Promise<number> => (await live(tx, GRID)).length

export const gridsSet: FoundSource = {
  id: 'pass.grid',
  who: agent('admin').anywhere,
  async find(tx) {
    return (await live(tx, GRID)).map(({ body }) => ({
      kind: 'Droits du pass',
      name: body.title,
      href: gridAddress(body.id),
      text: body.classes.map(({ label }) => label).join('\n'),
      where: SECTORS[body.sector],
    }))
  },
}
