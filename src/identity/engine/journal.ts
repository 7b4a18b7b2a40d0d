// The journal that people read: a site received values of their account (platform/ledger/audit.ts), once an hour a site.
import type { Account, Client, KoaContextWithOIDC } from 'oidc-provider'
import { recordAccess } from '#platform/ledger/audit.ts'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { sectorOf } from './client-metadata.ts'
import { liveConsent } from '../store/queries.consent.ts'
import { valuesAsked } from '../store/values.ts'

/**
 * The account, which notes what it tells. A token that says nothing but the identifier of the sector is not noted: values
 * are received from the userinfo endpoint, or in an ID token when the site asked for them there.
 */
export function journaled(db: Database, ctx: KoaContextWithOIDC, account: Account): Account {
  return {
    ...account,
    async claims(use, scope, claims, rejected) {
      const tells = use === 'userinfo' || Object.keys(claims).length > 0
      const { client } = ctx.oidc
      const asked = valuesAsked(scope.split(' '), Object.keys(claims)).map(({ id }) => id)
      if (tells && client !== undefined) await note(db, Number(account.accountId), client, asked)
      return account.claims(use, scope, claims, rejected)
    },
  }
}

async function note(db: Database, personId: number, client: Client, asked: readonly string[]): Promise<void> {
  const consent = await db.read(system, (tx) => liveConsent(tx, personId, client.clientId))
  if (consent === null) return
  const { authorityId, sector } = sectorOf(client)
  await db.write(system, (tx) =>
    recordAccess(tx, {
      personId,
      kind: 'site',
      object: client.clientName ?? client.clientId,
      purpose: `sites-${sector}`,
      actorId: null,
      authorityId,
      role: 'site',
      valueIds: consent.granted.filter((id) => asked.includes(id)),
    }),
  )
}
