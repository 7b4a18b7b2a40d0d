// A site that the program itself registers and finds again at each start, at whatever address it got: the demonstration's.
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { territory } from '#territory'
import { registerClient } from './client.ts'
import { derivedKey, digestOf, macOf } from '../store/derive.ts'
import {
  endSecrets,
  insertSecret,
  lockClient,
  registeredClient,
  updateClient,
} from '../store/queries.client.ts'
import type { NewClient } from '../store/registered.ts'

/** What it is, all its life. */
export interface OwnSite extends Pick<NewClient, 'sector' | 'name' | 'allowedValues' | 'requiredValues'> {
  /** Its client id. */
  id: string
  /** Code of its authority. */
  authority: string
}

/** Where it is today: all on this machine. */
export interface SiteAddresses {
  redirectUri: string
  postLogoutUri: string
  backchannelUri: string
}

type Where = Pick<NewClient, 'redirectUris' | 'postLogoutUris' | 'backchannelUri' | 'privateHosts'>

const whereOf = ({ redirectUri, postLogoutUri, backchannelUri }: SiteAddresses): Where => ({
  redirectUris: [redirectUri],
  postLogoutUris: [postLogoutUri],
  backchannelUri,
  privateHosts: [new URL(backchannelUri).host],
})

/**
 * Registers a site of this machine, or tells the account where it is now; what an administrator changed of the rest stays.
 * @param settled what else knows where it is, in the same transaction
 * @returns null when the territory has no such authority
 */
export function keepSite(
  db: Database,
  { secret: root }: Pick<Config, 'secret'>,
  site: OwnSite,
  addresses: SiteAddresses,
  { settled }: { settled?: (tx: Write, authorityId: number) => Promise<void> } = {},
): Promise<{ clientId: string; clientSecret: string } | null> {
  // The same at each start, and kept nowhere.
  const clientSecret = macOf(derivedKey(root, 'demonstration site'), site.id)
  return db.write(system, async (tx) => {
    const authority = (await territory(tx)).authorityByCode(site.authority)
    if (authority === undefined) return null
    await settle(tx, { ...site, authorityId: authority.id }, whereOf(addresses), clientSecret)
    await settled?.(tx, authority.id)
    return { clientId: site.id, clientSecret }
  })
}

type Registering = OwnSite & { authorityId: number }

async function settle(tx: Write, site: Registering, where: Where, clientSecret: string): Promise<void> {
  const { id, authority: _code, ...made } = site
  await lockClient(tx, id)
  const known = await registeredClient(tx, id)
  if (known === null) {
    const proof = { authMethod: 'client_secret_basic', jwks: null, jwksUri: null } as const
    await registerClient(
      tx,
      { ...made, ...where, ...proof, userinfoSigned: false, concessions: [] },
      id,
      clientSecret,
    )
    return
  }
  await updateClient(tx, id, { ...known, ...where })
  const digest = digestOf(clientSecret)
  if (known.secrets.at(-1) === digest.toString('hex')) return
  await endSecrets(tx, id, tx.now)
  await insertSecret(tx, id, digest)
}
