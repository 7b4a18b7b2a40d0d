// The shapes of what people type about mandates, with their messages.
import { z } from 'zod'
import type { DateParts } from '#platform/ui/choices.ts'
import { RecoverInput } from '#signin'
import { checks } from '#people'

const box = z.string('Écrivez un nombre.').trim().max(10).default('')

/** The three boxes of a date, under one name. */
export const dayBoxes = (name: string) => ({
  [`${name}-jour`]: box,
  [`${name}-mois`]: box,
  [`${name}-annee`]: box,
})

/** What stands in the three boxes, as typed. */
export const partsOf = (values: Readonly<Record<string, unknown>>, name: string): DateParts => ({
  day: textOf(values[`${name}-jour`]),
  month: textOf(values[`${name}-mois`]),
  year: textOf(values[`${name}-annee`]),
})

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

export const GiveInput = RecoverInput.extend({
  ...dayBoxes('fin'),
  enfant: z.string().max(20).default(''),
}).transform((given) => ({ email: given.email, enfant: given.enfant, fin: partsOf(given, 'fin') }))

const name = (message: string) =>
  z
    .string(message)
    .trim()
    .min(1, message)
    .max(60, 'Écrivez un nom de 60 caractères au plus.')
    .refine((text) => text === '' || checks.name(text) === null, 'Écrivez ce nom en lettres.')

export const ChildInput = z
  .object({
    given_name: name('Écrivez les prénoms de l’enfant.'),
    family_name: name('Écrivez le nom de l’enfant.'),
    ...dayBoxes('naissance'),
  })
  .transform((given) => ({
    givenName: given.given_name,
    familyName: given.family_name,
    birth: partsOf(given, 'naissance'),
  }))

export const AnswerInput = z.object({
  jeton: z.string('Ce lien est incomplet.').max(100).default(''),
  choix: z.enum(['accepter', 'refuser'], 'Acceptez ou refusez.'),
})

/** Where one goes then. */
export const StopInput = z.object({ suite: z.string().max(2000).default('').catch('') })
export const NothingInput = z.object({})
