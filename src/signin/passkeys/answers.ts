// What a browser answers about a passkey (W3C Web Authentication, level 3, section 5.1: toJSON), read from a form field.
import { z } from 'zod'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { BadInput } from '#platform/errors.ts'

const base64url = z
  .string()
  .regex(/^[\w-]+$/)
  .max(20_000)
const common = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}),
}

const Signed = z.object({
  ...common,
  response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url }),
})
const Made = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(40)).max(10).catch([]),
  }),
})
const ClientData = z.object({ challenge: base64url, origin: z.url() })

/** The field that carries the answer. */
export const AnswerInput = z.object({
  answer: z.string('Recommencez.').max(60_000, 'Recommencez.'),
  suite: z.string().max(2000).optional().catch(undefined),
})

/** One sentence for every failure: which passkeys exist is nobody's business. */
export const refused = (): BadInput =>
  new BadInput([
    {
      field: 'answer',
      message: 'Cette clé d’accès n’a pas été reconnue. Réessayez, ou connectez-vous autrement.',
    },
  ])

function parsed<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw refused()
  }
}

/** @throws BadInput */
export const readSigned = (answer: string): AuthenticationResponseJSON => parsed(Signed, answer)

/** @throws BadInput */
export const readMade = (answer: string): RegistrationResponseJSON & { response: { transports: string[] } } =>
  parsed(Made, answer)

/** What the browser says it signed, and where it was. Nothing here is proved yet. @throws BadInput */
export function readClientData(clientDataJSON: string): { challenge: string; origin: string } {
  return parsed(ClientData, Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
}
