// The commands about sites already registered: list them, put one out of service or back, give it a new secret.
import { system } from '#platform/actor.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import { territory } from '#territory'
import { disableClient, enableClient, rotateSecret } from './client.ts'
import { clientsOfAuthorities } from '../store/queries.client.ts'

export const clientVerbsUsage =
  '       npm run client -- list [<code of the authority>]\n' +
  '       npm run client -- disable|enable|rotate <client id>'

/** What `list` prints of each site. */
export interface ListedClient {
  client_id: string
  name: string
  authority: string
  sector: string
  redirect_uris: readonly string[]
  private_hosts: readonly string[]
  disabled: boolean
}

async function list(tx: Read, code: string | undefined): Promise<ListedClient[]> {
  const { authorities } = await territory(tx)
  const ids = authorities.filter((one) => code === undefined || one.code === code).map(({ id }) => id)
  const clients = await clientsOfAuthorities(tx, ids)
  return clients.map((client) => ({
    client_id: client.id,
    name: client.name,
    authority: client.authorityCode,
    sector: client.sector,
    redirect_uris: client.redirectUris,
    private_hosts: client.privateHosts,
    disabled: client.disabledAt !== null,
  }))
}

const VERBS: Readonly<Record<string, (tx: Write, clientId: string) => Promise<object>>> = {
  disable: async (tx, id) => {
    await disableClient(tx, id)
    return { client_id: id, disabled: true }
  },
  enable: async (tx, id) => {
    await enableClient(tx, id)
    return { client_id: id, disabled: false }
  },
  rotate: async (tx, id) => ({ client_id: id, client_secret: (await rotateSecret(tx, id)).secret }),
}

/**
 * Does what the words say, as the system. @returns what to print; null when the words are not those of a command
 * @throws NotFound, Conflict, BadInput
 */
export async function administerClient(
  db: Database,
  [verb = '', subject, ...rest]: readonly string[],
): Promise<unknown> {
  if (rest.length > 0) return null
  if (verb === 'list') return db.read(system, (tx) => list(tx, subject))
  const act = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (act === undefined || subject === undefined) return null
  return db.write(system, (tx) => act(tx, subject))
}
