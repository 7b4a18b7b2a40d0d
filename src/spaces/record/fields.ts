// What is asked of a space by whoever opens one, and by whoever asks for one.
import { z } from 'zod'
import { type Choice, field, lineOf } from '#platform/screens/field.ts'
import { EVERY_KIND, KINDS, type Kind } from './kinds.ts'

export const nameField = field({
  label: 'Nom',
  hint: 'Comme on le dit\u00a0: Porte des Alpes, Voirie et communes.',
  control: 'line',
  type: lineOf(70).refine((text) => text.length > 2, 'Donnez un nom à l’espace.'),
})
export const purposeField = field({
  label: 'À quoi il sert',
  hint: 'Une ou deux phrases, lues sous son nom.',
  control: 'text',
  rows: 2,
  type: lineOf(400).refine((text) => text.length > 2, 'Dites à quoi il sert.'),
})
export const kindField = field<Kind>({
  label: 'Genre',
  control: EVERY_KIND.map((kind): Choice => [kind, KINDS[kind].label, KINDS[kind].hint]),
  type: z.enum(EVERY_KIND as [Kind, ...Kind[]], { error: 'Choisissez un genre.' }),
})
export const authorityField = field({
  label: 'Collectivité',
  control: { list: [] },
  type: z.string().min(1, 'Choisissez la collectivité.'),
})
