// What « Finir plus tard » posts.
import { z } from 'zod'
import { isMailAddress } from '#platform/mail/message.ts'

const EMAIL = 'Écrivez une adresse e-mail complète, par exemple nom@exemple.fr.'

/** Where the link goes. */
export const LinkInput = z.object({
  email: z.string(EMAIL).trim().max(254, EMAIL).refine(isMailAddress, EMAIL),
})
export type LinkInput = z.infer<typeof LinkInput>

/** What a link holds. */
export const TokenInput = z.object({ jeton: z.string().max(100).default('') })
export type TokenInput = z.infer<typeof TokenInput>
