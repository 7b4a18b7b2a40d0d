// What the open file of units says, column by column: the same in its dictionary, its CSV and its JSON. Pure.
import { listSentence } from '#platform/ui/french.ts'
import type { Territory, Unit } from '#territory'
import type { Opened } from './queries.ts'

/** By which anybody may take it. */
export const LICENCE = { name: 'Licence Ouverte 2.0', id: 'etalab-2.0' } as const

export interface OpenUnit {
  unit: Unit
  heads: readonly string[]
  place: Territory
}

interface OpenColumn {
  name: string
  meaning: string
  text: (one: OpenUnit) => string
}

const NATURES: Readonly<Record<Unit['kind'], string>> = {
  directorate: 'direction',
  service: 'service',
  team: 'équipe',
  desk: 'accueil',
}

export const COLUMNS: readonly OpenColumn[] = [
  {
    name: 'collectivite',
    meaning: 'Nom de la collectivité',
    text: ({ unit, place }) => place.authority(unit.authorityId).name,
  },
  {
    name: 'unite',
    meaning: 'Identifiant de l’unité, qui ne change pas tant qu’elle existe',
    text: ({ unit }) => String(unit.id),
  },
  {
    name: 'unite_au_dessus',
    meaning: 'Identifiant de l’unité dont elle dépend\u00a0; vide à la tête de la collectivité',
    text: ({ unit }) => (unit.parentId === null ? '' : String(unit.parentId)),
  },
  { name: 'nom', meaning: 'Nom de l’unité', text: ({ unit }) => unit.name },
  {
    name: 'nature',
    meaning: `Ce qu’elle est\u00a0: ${listSentence(Object.values(NATURES), 'ou')}`,
    text: ({ unit }) => NATURES[unit.kind],
  },
  {
    name: 'missions',
    meaning: 'Ce qu’elle traite, séparé par des virgules',
    text: ({ unit, place }) => unit.functions.map(place.functionName).join(', '),
  },
  { name: 'telephone', meaning: 'Téléphone de l’unité', text: ({ unit }) => unit.phone ?? '' },
  { name: 'courriel', meaning: 'Adresse e-mail de l’unité', text: ({ unit }) => unit.email ?? '' },
  {
    name: 'responsables',
    meaning:
      'Qui la dirige aujourd’hui, séparé par des virgules\u00a0; vide si la collectivité ou la personne ne l’a pas décidé',
    text: ({ heads }) => heads.join(', '),
  },
  { name: 'licence', meaning: 'Licence sous laquelle la ligne est donnée', text: () => LICENCE.name },
]

const french = new Intl.Collator('fr', { numeric: true })

/** Units that are open, by authority in the order of the territory, then by name. */
export const openUnits = (opened: readonly Opened[], place: Territory): OpenUnit[] => {
  const heads = new Map(opened.map((one) => [one.unitId, one.heads]))
  return place.authorities.flatMap(({ id }) =>
    place
      .unitsOf(id)
      .filter((unit) => heads.has(unit.id))
      .toSorted((one, other) => french.compare(one.name, other.name))
      .map((unit) => ({ unit, heads: heads.get(unit.id) ?? [], place })),
  )
}

export const csvRows = (units: readonly OpenUnit[]): string[][] => [
  COLUMNS.map(({ name }) => name),
  ...units.map((one) => COLUMNS.map(({ text }) => text(one))),
]

export const asJson = (units: readonly OpenUnit[], day: string): string =>
  JSON.stringify(
    {
      titre: 'Organigrammes des collectivités du territoire',
      licence: LICENCE,
      date: day,
      champs: COLUMNS.map(({ name, meaning }) => ({ nom: name, sens: meaning })),
      unites: units.map((one) => Object.fromEntries(COLUMNS.map(({ name, text }) => [name, text(one)]))),
    },
    null,
    1,
  )
