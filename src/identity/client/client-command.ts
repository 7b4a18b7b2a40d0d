// The command that registers a site: for operators, who may also open hosts of the internal network.
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { territory } from '#territory'
import { isInsideHost } from './client-check.ts'
import { registerClient } from './client.ts'
import { USUAL_IDS } from '../store/values.ts'
import { AUTH_METHODS, type AuthMethod, type NewClient } from '../store/registered.ts'

export const clientUsage =
  'Usage: npm run client -- add --authority <code> --sector <sector> --name <name> --redirect <address> [--redirect <address>]\n' +
  '  [--post-logout <address>] [--backchannel <address>] [--auth client_secret_basic|client_secret_post|private_key_jwt]\n' +
  '  [--jwks <file> | --jwks-uri <address>] [--values name,email,…] [--required email] [--private-host <host:port>] [--userinfo-signed] [--concession without_pkce] [--concession id_token_values]'

const OPTIONS = {
  authority: { type: 'string' },
  sector: { type: 'string' },
  name: { type: 'string' },
  redirect: { type: 'string', multiple: true },
  'post-logout': { type: 'string', multiple: true },
  backchannel: { type: 'string' },
  auth: { type: 'string' },
  jwks: { type: 'string' },
  'jwks-uri': { type: 'string' },
  values: { type: 'string' },
  required: { type: 'string' },
  'private-host': { type: 'string', multiple: true },
  'userinfo-signed': { type: 'boolean' },
  concession: { type: 'string', multiple: true },
} as const

/** A registration as typed; the authority is still its code. */
export type TypedClient = Omit<NewClient, 'authorityId'> & { authority: string }

const words = (text: string | undefined): string[] | undefined =>
  text
    ?.split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** @returns null when the words are not those of the command */
export async function readClientArguments(args: readonly string[]): Promise<TypedClient | null> {
  const [verb, ...rest] = args
  if (verb !== 'add') return null
  const values = parsed(rest)
  if (values?.authority === undefined || values.sector === undefined || values.name === undefined) return null
  const authMethod = AUTH_METHODS.find((method) => method === (values.auth ?? 'client_secret_basic'))
  if (authMethod === undefined) return null
  const backchannelUri = values.backchannel ?? null
  const jwksUri = values['jwks-uri'] ?? null
  return {
    authority: values.authority,
    sector: values.sector,
    name: values.name,
    authMethod,
    redirectUris: values.redirect ?? [],
    postLogoutUris: values['post-logout'] ?? [],
    backchannelUri,
    jwksUri,
    jwks:
      values.jwks === undefined
        ? null
        : (JSON.parse(await readFile(values.jwks, 'utf8')) as NewClient['jwks']),
    // Whoever types an address of the internal network here is the operator: its host is allowed, for this site alone.
    privateHosts: [
      ...new Set([...(values['private-host'] ?? []), ...[backchannelUri, jwksUri].flatMap(insideHost)]),
    ],
    allowedValues: words(values.values) ?? USUAL_IDS,
    requiredValues: words(values.required) ?? [],
    userinfoSigned: values['userinfo-signed'] ?? false,
    concessions: values.concession ?? [],
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: false }).values
  } catch {
    return null
  }
}

function insideHost(address: string | null): string[] {
  const url = address === null ? null : URL.parse(address)
  return url !== null && isInsideHost(url.hostname) ? [url.host] : []
}

/** What the command prints. */
export interface PrintedClient {
  client_id: string
  client_secret: string | null
  token_endpoint_auth_method: AuthMethod
  issuer: string
  private_hosts: readonly string[]
}

/** Registers a site as the system. @throws BadInput */
export async function addClient(db: Database, publicUrl: string, typed: TypedClient): Promise<PrintedClient> {
  const { authority, ...rest } = typed
  return db.write(system, async (tx) => {
    const found = (await territory(tx)).authorityByCode(authority)
    if (found === undefined)
      throw new BadInput([{ field: 'authority', message: `Aucune collectivité n’a le code ${authority}.` }])
    const { clientId, secret } = await registerClient(tx, { ...rest, authorityId: found.id })
    return {
      client_id: clientId,
      client_secret: secret,
      token_endpoint_auth_method: rest.authMethod,
      issuer: publicUrl,
      private_hosts: rest.privateHosts,
    }
  })
}
