// Fields that the forms of agreements share, each written once.
import { z } from 'zod'
import { BadInput } from '#platform/errors.ts'
import type { Feature } from '#platform/partnership/feature.ts'
import { type Choice, day, field, lineOf, several, whole } from '#platform/screens/field.ts'
import { OFFERS } from '../price/grid.ts'
import type { Offer } from '../price/grid.ts'
import type { Side } from '../record/queries.ts'
import { KINDS } from '../record/words.ts'
import { SIDES } from './words.ts'

const entriesOf = <K extends string>(labels: Readonly<Record<K, string>>) =>
  Object.entries(labels) as [K, string][]

export const required = (message: string, most = 100) => lineOf(most).refine((text) => text !== '', message)

export const startsOn = field({ label: 'Prend effet le', control: 'day', type: day, medium: true })
export const onDay = field({ label: 'Jour', control: 'day', type: day, medium: true })

export const offer = field<Offer>({
  label: 'Offre',
  control: [
    ['full', OFFERS.full, 'Compte, guichet, outils des agents, aide aux usagers.'],
    ['restricted', OFFERS.restricted, 'Sans les outils des agents\u00a0: la commune garde les siens.'],
  ],
  type: z.enum(['full', 'restricted'], 'Choisissez une offre.'),
})

export const opens = field({
  label: 'Secteurs du pass',
  hint: 'Ses partenaires du pass n’en ont pas d’autre. Aucun : la commune n’a pas de partenaire du pass.',
  optional: true,
  control: { several: [] },
  type: several,
})

/** What an agreement may name beside its offer. */
export const named = (features: readonly Feature[]): readonly Feature[] =>
  features.filter(({ isNamed }) => isNamed === true)

export const opensChoices = (features: readonly Feature[]): Choice[] =>
  named(features).map(({ id, label }) => [id, label])

/** Those typed, each once, in the order in which they are offered. @throws BadInput for what is not among them */
export function opensOf(typed: readonly string[], features: readonly Feature[]): string[] {
  const ids = named(features).map(({ id }) => id)
  if (typed.some((id) => !ids.includes(id)))
    throw new BadInput([{ field: 'opens', message: 'Choisissez des secteurs de la liste.' }])
  return ids.filter((id) => typed.includes(id))
}

/** How those are called. */
export const opensLabels = (ids: readonly string[], features: readonly Feature[]): string[] =>
  named(features)
    .filter(({ id }) => ids.includes(id))
    .map(({ label }) => label)

/** A row chosen in a list that only the screen knows. */
const chosen = (label: string, message: string, hint?: string) =>
  field({
    label,
    ...(hint === undefined ? {} : { hint }),
    control: { list: [] },
    type: z
      .string()
      .regex(/^\d{1,9}$/, message)
      .transform(Number),
    medium: true,
  })

export const grid = chosen('Grille de prix', 'Choisissez une grille.')
export const commune = chosen('Commune', 'Choisissez une commune.')

/** Inhabitants: refused without the decree that says so. */
export const populationFields = {
  figure: field({ label: 'Habitants', control: 'line', type: whole(1, 9_999_999), medium: true }),
  kind: field({
    label: 'Population',
    control: entriesOf(KINDS).map(
      ([value, label]) => [value, label.charAt(0).toUpperCase() + label.slice(1)] as const,
    ),
    type: z.enum(['municipal', 'total'], 'Dites de quelle population il s’agit.'),
  }),
  year: field({
    label: 'Millésime',
    hint: 'L’année du recensement.',
    control: 'line',
    type: whole(1990, 2200),
    medium: true,
  }),
  decree: field({
    label: 'Décret',
    hint: 'Celui qui authentifie ces chiffres, par exemple «\u00a0décret n° 2025-1362\u00a0».',
    control: 'line',
    type: required('Écrivez le décret\u00a0: sans lui, ce chiffre ne fixe aucun prix.', 200),
    medium: true,
  }),
  decreeOn: field({ label: 'Date du décret', control: 'day', type: day, medium: true }),
} as const

/** Nobody’s where an act is of both: a notification. */
export const side = field<Side | null>({
  label: 'De qui',
  control: entriesOf(SIDES),
  type: z
    .enum(['commune', 'metropolis', ''], 'Dites de qui vient cet acte.')
    .transform((from) => (from === '' ? null : from)),
})

export const reference = (label: string, hint?: string) =>
  field({
    label,
    ...(hint === undefined ? {} : { hint }),
    optional: true,
    control: 'line',
    type: lineOf(100),
    medium: true,
  })
