// GET /intranet/annuaire: agents of the territory, found by their name as it sounds, by what they do, by where they work or by a number.
import { html } from '#platform/html.ts'
import { ownDesk } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import type { Asked } from '#platform/screens/asked.ts'
import { type ChoiceFilter, listOf } from '#platform/screens/list.ts'
import { type Territory, territory } from '#territory'
import { HERE as OPEN } from '../public/opened.citizen.ts'
import { telLink } from './pages/agent.ts'
import { faceOf } from './pages/photo.ts'
import { type AgentFilter, type AgentLine, agentsPage } from './queries.ts'
import { addressOf, backText, HERE, jobOf, OWN, saidWords, TASKS } from './words.ts'

interface Line extends AgentLine {
  unit: string
  authority: string
  back: string | null
}

const UNIT = 'service'
const AUTHORITY = 'collectivite'

/** Units of the authority that is asked, else of one’s own. */
const units: ChoiceFilter<Line> = {
  name: UNIT,
  label: 'Service',
  async offered(tx) {
    const place = await territory(tx)
    const own = new Set(tx.actor.memberships.map(({ authorityId }) => authorityId))
    const options = [...own].flatMap((id) =>
      place.unitsOf(id).map((unit) => ({ value: String(unit.id), label: unit.name })),
    )
    return { all: 'Tous', options: options.toSorted((a, b) => a.label.localeCompare(b.label, 'fr')) }
  },
}

const authorities: ChoiceFilter<Line> = {
  name: AUTHORITY,
  label: 'Collectivité',
  async offered(tx) {
    const { authorities: all } = await territory(tx)
    return { all: 'Toutes', options: all.map(({ slug, name }) => ({ value: slug, label: name })) }
  },
}

/** A unit and those below it. */
const below = (place: Territory, unitId: number): number[] =>
  place.units.filter(({ id }) => place.lineage(id).includes(unitId)).map(({ id }) => id)

function filterOf({ filters }: Asked, place: Territory): AgentFilter {
  const { q = '' } = filters
  const [unit, slug] = [filters[UNIT] ?? '', filters[AUTHORITY] ?? '']
  return {
    words: saidWords(q, place),
    ...(slug === ''
      ? {}
      : { authorityId: place.authorities.find((authority) => authority.slug === slug)?.id ?? 0 }),
    ...(unit === '' ? {} : { unitIds: below(place, Number(unit)) }),
  }
}

async function rows(tx: Read, asked: Asked) {
  const place = await territory(tx)
  const page = await agentsPage(tx, filterOf(asked, place), asked)
  const lines = page.rows.map(
    (line): Line => ({
      ...line,
      unit: place.unit(line.unitId).name,
      authority: place.authority(line.authorityId).name,
      back: backText(line, place),
    }),
  )
  return { ...page, rows: lines }
}

/** Not taken away as a file: a list of everybody is nobody’s need. */
export const agentsList = listOf<Line>({
  at: HERE,
  action: 'colleague.read',
  size: 20,
  title: 'Annuaire des agents',
  one: 'agent',
  several: 'agents',
  intro: html`<p class="reading">Les agents de la Métropole et des communes. Un nom se trouve comme on l’entend&nbsp;; on cherche aussi une fonction, un service, un sujet, un numéro.</p>`,
  ways: [
    { label: 'Qui fait quoi', href: TASKS },
    { label: 'Organigramme', href: '/intranet/organigramme' },
    { label: 'Partie publique, données ouvertes', href: OPEN },
    { label: 'Ma fiche', href: OWN, who: ownDesk },
  ],
  note: async (_tx, { filters: { q = '' } }) =>
    q !== '' &&
    html`<p>Vous cherchez qui s’occupe d’un sujet&nbsp;? <a href="${`${TASKS}?${new URLSearchParams({ q })}`}">Demandez-le à «&nbsp;Qui fait quoi&nbsp;»</a></p>`,
  columns: [
    {
      label: 'Nom',
      text: ({ name }) => name,
      cell: (line) =>
        html`<span class="named-face">${faceOf(line)}<a href="${addressOf(line.id)}">${line.name}</a></span>`,
    },
    { label: 'Fonction', text: jobOf },
    { label: 'Service', text: ({ unit }) => unit },
    { label: 'Collectivité', text: ({ authority }) => authority },
    { label: 'Téléphone', cell: ({ phone }) => phone !== '' && telLink(phone) },
    { label: 'Présence', cell: ({ back }) => back !== null && `Absent, ${back}` },
  ],
  filters: [
    { name: 'q', label: 'Nom, fonction, sujet ou numéro', placeholder: 'Raynal, état civil, 5816' },
    units,
    authorities,
  ],
  id: ({ id }) => id,
  rows,
  empty: { title: 'Personne ne travaille ici aujourd’hui' },
})
