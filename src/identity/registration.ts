// The form that registers a site: its shape, and what it becomes.
import { z } from 'zod'
import type { Authority } from '#territory'
import { BadInput } from '#platform/errors.ts'
import { AUTH_METHODS, type NewClient } from './client-check.ts'

const line = z.string().trim().default('')
const lines = z
  .string()
  .default('')
  .transform((text) => text.split(/\s+/).filter((word) => word !== ''))
const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (given === undefined ? [] : [given].flat()))

export const registration = z.object({
  authority: line,
  sector: line,
  name: line,
  redirect: lines,
  postlogout: lines,
  backchannel: line,
  auth: line,
  keys: line,
  values: several,
  required: several,
})
export type Registration = z.infer<typeof registration>

/** What was typed, as a registration. @throws BadInput */
export function toClient(
  typed: Registration,
  authorities: readonly Pick<Authority, 'id' | 'code'>[],
): NewClient {
  const authority = authorities.find(({ code }) => code === typed.authority)
  if (authority === undefined)
    throw new BadInput([{ field: 'authority', message: 'Choisissez une collectivité que vous administrez.' }])
  const authMethod = AUTH_METHODS.find((method) => method === typed.auth)
  if (authMethod === undefined)
    throw new BadInput([{ field: 'auth', message: 'Choisissez comment le site s’identifie.' }])
  return {
    authorityId: authority.id,
    sector: typed.sector,
    name: typed.name,
    redirectUris: typed.redirect,
    postLogoutUris: typed.postlogout,
    backchannelUri: typed.backchannel || null,
    authMethod,
    jwks: null,
    jwksUri: typed.keys || null,
    // Only the operator opens the internal network, from the command line.
    privateHosts: [],
    allowedValues: [...new Set([...typed.values, ...typed.required])],
    requiredValues: typed.required,
    userinfoSigned: false,
  }
}
