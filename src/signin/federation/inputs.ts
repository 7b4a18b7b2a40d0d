// The shapes of what people type around providers, with their messages.
import { z } from 'zod'
import { isMailAddress } from '#platform/mail/message.ts'

const EMAIL = 'Écrivez une adresse e-mail complète, par exemple nom@exemple.fr.'

export const EmailInput = z.object({
  email: z.string(EMAIL).trim().max(254, EMAIL).refine(isMailAddress, EMAIL),
})
export const CodeInput = z.object({
  code: z
    .string('Écrivez le code reçu.')
    .trim()
    .regex(/^\d{3}\s?\d{3}$/, 'Écrivez les six chiffres du code reçu.'),
})
export const LinkInput = z.object({ current: z.string().max(1000).default('').catch('') })
export const NothingInput = z.object({})
export const DecisionInput = z.object({
  decision: z.enum(['same', 'other'], 'Choisissez l’une des deux réponses.'),
})
