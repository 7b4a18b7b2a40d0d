// The form that registers a site: its shape, and what it becomes.
import { z } from 'zod'
import type { Authority } from '#territory'
import { BadInput } from '#platform/errors.ts'
import type { ClientChange } from './client.ts'
import { AUTH_METHODS, type NewClient } from '../store/registered.ts'

const line = z.string().trim().default('')
const lines = z
  .string()
  .default('')
  .transform((text) => text.split(/\s+/).filter((word) => word !== ''))
const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (given === undefined ? [] : [given].flat()))

/** What the form of a site in service may change. */
export const edition = z.object({
  name: line,
  redirect: lines,
  postlogout: lines,
  backchannel: line,
  keys: line,
  values: several,
  required: several,
  concessions: several,
})
export type Edition = z.infer<typeof edition>

export const registration = edition.extend({ authority: line, sector: line, auth: line })
export type Registration = z.infer<typeof registration>

/** What was typed, as a change. */
export function toChange(typed: Edition): ClientChange {
  return {
    name: typed.name,
    redirectUris: typed.redirect,
    postLogoutUris: typed.postlogout,
    backchannelUri: typed.backchannel || null,
    jwksUri: typed.keys || null,
    allowedValues: [...new Set([...typed.values, ...typed.required])],
    requiredValues: typed.required,
    concessions: [...new Set(typed.concessions)],
  }
}

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
    ...toChange(typed),
    authorityId: authority.id,
    sector: typed.sector,
    authMethod,
    jwks: null,
    // Only the operator opens the internal network, from the command line.
    privateHosts: [],
    userinfoSigned: false,
  }
}
