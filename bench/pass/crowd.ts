// Who comes to the stadium: holders with entries, their phones with codes for a network and for none; and the gates, enrolled, each with a
// key of its own.
import { calculateJwkThumbprint } from 'jose'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { drawBatch, phoneSecret } from '../../src/pass/issue/codes.ts'
import { issueTokens } from '../../src/pass/issue/tokens.ts'
import { giveEntitlement } from '../../src/pass/ledger/move.ts'
import { addSupport, openPass } from '../../src/pass/record/passes.ts'
import { productById } from '../../src/pass/record/queries.ts'
import { newKeys, publicKeyOf } from '../../src/pass/token/keys.ts'
import { onlineKey, writeOnline } from '../../src/pass/token/online.ts'
import { present } from '../../src/pass/token/present.ts'
import type { World } from '../world.ts'

export const ENTRIES = 10
/** Entries of one holder that a gate accepts alone. */
export const SLICE = 2

export interface Stadium {
  partner: number
  place: number
  product: number
}

export interface Holder {
  entitlementId: number
  /** A code of that moment, never shown before. @param now in seconds */
  online(now: number): Promise<string>
  alone(now: number): Promise<string>
}

export async function openStadium({ db }: World): Promise<Stadium> {
  const { rows } = await db.write(system, (tx) =>
    sql<Stadium>`with partner as (
        insert into pass.partner (authority_id, name, is_private, about, sectors, since, until)
        select id, 'Un stade', true, 'Un stade.', '{sport}', '2020-01-01', '2098-12-31' from territory.authority order by id limit 1 returning id),
      place as (insert into pass.place (partner_id, name, address) select id, 'Tribune nord', '1 rue du Stade' from partner returning id),
      product as (insert into pass.product (partner_id, sector, name, kind, quantity, months, alone, on_paper, since)
        select id, 'sport', 'Dix matchs', 'entries', ${ENTRIES}, 12, ${SLICE}, false, '2020-01-01' from partner returning id)
    select partner.id as partner, place.id as place, product.id as product from partner, place, product`.execute(
      tx.q,
    ),
  )
  const [made] = rows
  if (made === undefined) throw new Error('the stadium is there')
  return made
}

/** @param copies tokens that each phone holds */
export async function holders(
  world: World,
  stadium: Stadium,
  many: number,
  copies: number,
): Promise<Holder[]> {
  const { rows } = await world.owner.query<{ id: string }>(
    `insert into accounts.person (email, email_verified_at, name, created_at)
     select 'stade-' || n || '-' || $2 || '@banc.example', now(), 'Spectateur ' || n, now() from generate_series(1, $1) n returning id`,
    [many, Date.now()],
  )
  const made: Holder[] = []
  for (const { id } of rows) made.push(await holder(world, stadium, Number(id), copies))
  return made
}

async function holder(
  { db, config }: World,
  stadium: Stadium,
  personId: number,
  copies: number,
): Promise<Holder> {
  const phones = await Promise.all(Array.from({ length: copies }, () => newKeys()))
  const publics = await Promise.all(phones.map(({ publicKey }) => publicKeyOf(publicKey)))
  const held = await db.write(system, async (tx) => {
    const { id: passId } = await openPass(tx, personId, null)
    const supportId = await addSupport(tx, {
      passId,
      kind: 'phone',
      label: 'Un téléphone',
      holderKey: { kty: 'EC' },
    })
    const product = await productById(tx, stadium.product)
    if (product === undefined) throw new Error('the product is there')
    const { entitlementId } = await giveEntitlement(tx, {
      ...{ passId, product, class: '', since: '2020-01-01', until: '2098-12-31' },
      ...{ givenAs: 'desk', because: 'Donné pour le banc.', decidedBy: null, paid: null },
    })
    const wanted = { passId, partnerId: stadium.partner, sector: 'sport' }
    const tokens = await issueTokens({ config }, tx, wanted, publics)
    return { supportId, entitlementId, tokens, ids: await drawBatch(tx, { passId, supportId }) }
  })
  const key = await onlineKey(phoneSecret({ config }, held.supportId))
  const copiesLeft = held.tokens.map((token, n) => ({ token, phone: phones[n] }))
  return {
    entitlementId: held.entitlementId,
    online: (now) => writeOnline(key, held.ids.pop() ?? new Uint8Array(12), now),
    async alone(now) {
      const copy = copiesLeft.pop()
      if (copy?.phone === undefined) throw new Error('no copy is left')
      return present(copy.token, copy.phone.privateKey, { to: `p${stadium.partner}/sport`, now })
    },
  }
}

/** @returns the keys of as many gates, known to the server */
export async function enrolled({ db }: World, stadium: Stadium, many: number): Promise<CryptoKeyPair[]> {
  const gates: CryptoKeyPair[] = []
  for (let n = 1; n <= many; n += 1) {
    const keys = await newKeys()
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey)
    const jwk = { kty, crv, x, y } as { kty: string; crv: string; x: string; y: string }
    const thumbprint = await calculateJwkThumbprint(jwk)
    await db.write(system, (tx) =>
      sql`insert into pass.device (partner_id, place_id, sector, label, key, thumbprint, enrolled_at)
        values (${stadium.partner}, ${stadium.place}, 'sport', ${`Tourniquet ${n}`}, ${JSON.stringify(jwk)}::jsonb, ${thumbprint}, ${tx.now})`.execute(
        tx.q,
      ),
    )
    gates.push(keys)
  }
  return gates
}
