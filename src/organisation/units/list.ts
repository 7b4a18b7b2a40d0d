// The units one administers, as a tree, with what each holds.
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import type { Asked } from '#platform/screens/asked.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { listSentence, mediumDate } from '#platform/ui/french.ts'
import { type Authority, type Territory, territory, theirs, type Unit } from '#territory'
import { HOME, NEW_UNIT, unitHref } from './addresses.ts'
import { KINDS } from './form.ts'
import { type Held, heldBy, heldText } from './held.ts'
import { silentAmong } from './silent.ts'
import { inTreeOrder } from './tree.ts'

interface UnitLine {
  unit: Unit
  depth: number
  authority: string
  functions: string
  held: readonly Held[]
  /** Requests come there, and nobody answers. */
  isSilent: boolean
}

const ALL = 'toutes'
const deeper = html`<span class="deeper"></span>`

/** The authorities of the units one administers. */
export function authoritiesOf(tx: Read, place: Territory): readonly Authority[] {
  const own = new Set(place.units.filter(theirs(tx, place)).map(({ authorityId }) => authorityId))
  return place.authorities.filter(({ id }) => own.has(id))
}

/** Those asked: the first when nothing is asked. */
function authoritiesAsked(tx: Read, place: Territory, asked: string): readonly Authority[] {
  const own = authoritiesOf(tx, place)
  if (asked === ALL) return own
  return own.filter(({ slug }, at) => (asked === '' ? at === 0 : slug === asked))
}

const AUTHORITY = {
  name: 'collectivite',
  label: 'Collectivité',
  async offered(tx: Read) {
    const [first, ...others] = authoritiesOf(tx, await territory(tx))
    const all = others.length === 0 ? [] : [{ value: ALL, label: 'Toutes' }]
    return {
      all: first?.name ?? '',
      options: [...others.map(({ slug, name }) => ({ value: slug, label: name })), ...all],
    }
  },
}

const kindOf = ({ kind }: Unit): string => KINDS.find(([id]) => id === kind)?.[1] ?? ''
const isOpen = ({ unit }: UnitLine): boolean => unit.closedOn === null

async function unitLines(tx: Read, { filters: { collectivite = '' } }: Asked): Promise<UnitLine[]> {
  const place = await territory(tx)
  const authorities = authoritiesAsked(tx, place, collectivite)
  const shown = place.units
    .filter(({ authorityId }) => authorities.some(({ id }) => id === authorityId))
    .filter(theirs(tx, place))
  const silent = new Set(await silentAmong(tx, shown))
  const held = await heldBy(
    tx,
    shown.map(({ id }) => id),
    tx.heldByUnits.filter(({ isListed }) => isListed),
  )
  return authorities.flatMap(({ id, name }) =>
    inTreeOrder(shown.filter(({ authorityId }) => authorityId === id)).map(({ unit, depth }) => ({
      unit,
      depth,
      authority: name,
      functions: listSentence(unit.functions.map(place.functionName)),
      held: (held.get(unit.id) ?? []).filter(({ count }) => count > 0),
      isSilent: silent.has(unit),
    })),
  )
}

/** GET /administration/organisation */
export const unitsList = listOf<UnitLine>({
  at: HOME,
  action: 'unit.read',
  title: 'Organisation',
  one: 'unité',
  several: 'unités',
  intro: html`<p class="reading">Qui travaille où, pour quelles communes, et ce que chaque unité tient.</p>`,
  add: { label: 'Ajouter une unité', href: NEW_UNIT },
  columns: [
    {
      label: 'Unité',
      text: ({ unit }) => unit.name,
      cell: (line) =>
        html`${Array.from({ length: line.depth }, () => deeper)}<a href="${unitHref(line.unit.id)}">${line.unit.name}</a>${!isOpen(line) && html` ${tag('idle', `Fermée depuis le ${mediumDate(line.unit.closedOn ?? '')}`)}`}${line.isSilent && html` ${tag('warn', 'Personne n’y répond')}`}`,
    },
    { label: 'Ce qu’elle est', text: ({ unit }) => kindOf(unit) },
    { label: 'Ce qu’elle traite', text: ({ functions }) => functions },
    { label: 'Ce qu’elle tient', text: ({ held }) => held.map(heldText).join(', ') },
    { label: 'Collectivité', text: ({ authority }) => authority, cell: null },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Nom, sujet',
      in: ({ unit, functions }) => [unit.name, functions, kindOf(unit)],
    },
    AUTHORITY,
    {
      name: 'etat',
      label: 'État',
      all: 'Toutes',
      of: (line) =>
        isOpen(line) ? { value: 'ouvertes', label: 'Ouvertes' } : { value: 'fermees', label: 'Fermées' },
    },
    {
      name: 'reponse',
      label: 'Qui y répond',
      all: 'Toutes',
      of: ({ isSilent }) =>
        isSilent
          ? { value: 'personne', label: 'Personne n’y répond' }
          : { value: 'quelquun', label: 'Quelqu’un, ou rien n’y arrive' },
    },
  ],
  id: ({ unit }) => unit.id,
  size: 500,
  rows: unitLines,
  empty: { title: 'Aucune unité', text: 'Une collectivité sans unité ne reçoit aucune demande.' },
  export: 'organisation',
})
