// At which family fund this installation may ask quotients, from its environment.
import { z } from 'zod'
import { environment, isLoopback, isUrl, withoutSlash } from '#platform/config.ts'
import { StartError } from '#platform/start-error.ts'
import type { QuotientAccess } from './quotient.ts'

declare module '#platform/config.ts' {
  interface ModuleConfig {
    /** API Particulier; null: quotients are proved on paper alone. */
    quotient: QuotientAccess | null
  }
}

// In clear only on this machine: the simulator.
const isService = (text: string): boolean =>
  isUrl(text, 'https:') || (isUrl(text, 'http:') && isLoopback(new URL(text).hostname))

/** All three or none. @throws StartError */
function access(
  baseUrl: string | undefined,
  token: string | undefined,
  recipient: string | undefined,
): QuotientAccess | null {
  if (baseUrl === undefined && token === undefined && recipient === undefined) return null
  if (baseUrl === undefined || token === undefined || recipient === undefined)
    throw new StartError(
      'PARVIS_QUOTIENT_URL, PARVIS_QUOTIENT_TOKEN et PARVIS_QUOTIENT_RECIPIENT vont ensemble\u00a0: donnez les trois, ou aucun.',
    )
  return { baseUrl: withoutSlash(baseUrl), token, recipient }
}

/** `PARVIS_QUOTIENT_*`. */
export const quotientEnvironment = environment(
  {
    PARVIS_QUOTIENT_URL: z
      .string()
      .refine(isService, 'doit être l’adresse https du service, par exemple https://particulier.api.gouv.fr.')
      .optional(),
    PARVIS_QUOTIENT_TOKEN: z.string().min(1).optional(),
    PARVIS_QUOTIENT_RECIPIENT: z
      .string()
      .regex(/^\d{14}$/, 'doit être le SIRET de qui demande, quatorze chiffres.')
      .optional(),
  },
  (values) => ({
    quotient: access(
      values.PARVIS_QUOTIENT_URL,
      values.PARVIS_QUOTIENT_TOKEN,
      values.PARVIS_QUOTIENT_RECIPIENT,
    ),
  }),
)
