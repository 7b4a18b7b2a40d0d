// The shapes of what people type here, with their messages.
import { z } from 'zod'
import { isMailAddress } from '#platform/mail/message.ts'

const EMAIL = 'Écrivez une adresse e-mail complète, par exemple nom@exemple.fr.'

const email = z.string(EMAIL).trim().max(254, EMAIL).refine(isMailAddress, EMAIL)
const typed = (message: string) => z.string(message).min(1, message).max(1000, message)
const newPassword = typed('Choisissez un mot de passe.')
const token = z.string('Ce lien est incomplet.').max(100).default('')
const next = z.string().max(2000).optional().catch(undefined)

export const SignInInput = z.object({
  email: typed('Écrivez votre adresse e-mail.'),
  password: typed('Écrivez votre mot de passe.'),
  suite: next,
})

export const SignUpInput = z.object({
  name: z
    .string('Écrivez votre nom.')
    .trim()
    .min(1, 'Écrivez votre nom.')
    .max(120, 'Écrivez un nom de 120 caractères au plus.'),
  email,
  password: newPassword,
  suite: next,
})

export const ConfirmInput = z.object({ jeton: token, password: z.string().max(1000).default('') })
export const RecoverInput = z.object({ email })
export const NewPasswordInput = z.object({ jeton: token, password: newPassword })
export const ChangePasswordInput = z.object({
  current: typed('Écrivez votre mot de passe actuel.'),
  password: newPassword,
})
export const InvitationInput = z.object({
  jeton: token,
  name: z.string().trim().max(120, 'Écrivez un nom de 120 caractères au plus.').default(''),
  password: typed('Écrivez un mot de passe.'),
})
export const SignInLinkInput = z.object({ jeton: token, password: z.string().max(1000).default('') })
export const SignOutInput = z.object({})

/** Is what was typed here yours? */
export const WhoseInput = z.object({
  mien: z.enum(['oui', 'non'], 'Dites si ces informations sont les vôtres.'),
})
export type WhoseInput = z.infer<typeof WhoseInput>
