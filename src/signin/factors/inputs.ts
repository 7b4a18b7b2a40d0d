// The shapes of what people type about second factors.
import { z } from 'zod'

const next = z.string().max(2000).optional().catch(undefined)
const token = z.string('Ce lien est incomplet.').max(100).default('')

export const CodeInput = z.object({
  code: z.string('Écrivez le code.').trim().min(1, 'Écrivez le code.').max(40, 'Ce code est trop long.'),
  suite: next,
})
export const AskLinkInput = z.object({ suite: next })
// Named `passe_…` so that kept forms never keep it (platform/http/keep.ts).
const enrolment = {
  passe_secret: z.string('Recommencez.').max(300, 'Recommencez.'),
  code: z.string('Écrivez le code.').trim().min(1, 'Écrivez le code.').max(40, 'Ce code est trop long.'),
}
export const EnrolFirstInput = z.object({ ...enrolment, jeton: token, suite: next })
export const EnrolInput = z.object(enrolment)
export const TokenInput = z.object({ jeton: token })
export const NothingInput = z.object({})
