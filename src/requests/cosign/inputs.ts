// What whoever is asked to sign posts. Names and boxes are judged as those of a form.
import { z } from 'zod'

const jeton = z.string().max(100).default('')

export const ReadInput = z.object({ jeton })
export const SignInput = z.object({
  jeton,
  'signature-nom': z.string().max(400).default(''),
  'signature-accord': z.string().max(10).default(''),
})
export type SignInput = z.infer<typeof SignInput>
export type ReadInput = z.infer<typeof ReadInput>

const WHY =
  'Dites pourquoi vous refusez, en 500 caractères au plus\u00a0: la personne qui a rempli la demande lit cette raison.'
export const RefuseInput = z.object({ jeton, raison: z.string(WHY).trim().min(3, WHY).max(500, WHY) })
export type RefuseInput = z.infer<typeof RefuseInput>
