// What a desk of the demonstration sold today, to some of its holders: the till of its agent has lines, and one receipt was taken back.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { giveAtDesk, offersAt, takeBackAtDesk } from '#pass'
import type { Actor } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'

const AGENT = 'accueil@parvis.example'

type Giving = Parameters<typeof giveAtDesk>[1]
interface Sale extends Pick<Giving, 'proof' | 'means'> {
  product: string
  class: string
  isTakenBack?: true
}

const SALES: readonly Sale[] = [
  { product: 'Dix entrées', class: 'solidaire', proof: 'family', means: 'card' },
  { product: 'Dix entrées', class: 'solidaire', proof: 'family', means: 'cash' },
  { product: 'Dix entrées', class: 'plein', proof: 'identity', means: 'card', isTakenBack: true },
  { product: 'Carte de lecteur', class: 'gratuite', proof: 'identity', means: null },
  { product: 'Carte de lecteur', class: 'territoire', proof: 'home', means: 'cash' },
  { product: 'Crédit des ateliers', class: '', proof: 'none', means: 'cheque' },
]

/** Act as the system; `actorOf` somebody of the demonstration, by their address. */
export async function tellTill(
  tx: Write,
  actorOf: (tx: Read, email: string) => Promise<Actor>,
): Promise<void> {
  const { personId, memberships } = await actorOf(tx, AGENT)
  const authorityId = memberships[0]?.authorityId
  if (personId === null || authorityId === undefined) return
  const offers = await offersAt(tx, authorityId)
  for (const { product, class: name, proof, means, isTakenBack } of SALES) {
    const offer = offers.find((one) => one.product.name === product && one.class === name)
    const holder = offer && (await withoutIt(tx, offer.product.id))
    if (offer === undefined || holder === undefined) continue
    const { transferId } = await giveAtDesk(tx, {
      ...{ ...holder, offer, proof, means, agentId: personId, authorityId, askedKey: randomUUID() },
    })
    if (isTakenBack && transferId !== undefined) await takeBackAtDesk(tx, transferId, personId)
  }
}

/** Somebody invented who has no such product. */
async function withoutIt(
  tx: Read,
  productId: number,
): Promise<Pick<Giving, 'passId' | 'personId'> | undefined> {
  const { rows } = await sql<Pick<Giving, 'passId' | 'personId'>>`
    select p.id as "passId", p.person_id as "personId" from pass.pass p join accounts.person w on w.id = p.person_id and w.email is null
    where not exists (select from pass.entitlement e where e.pass_id = p.id and e.product_id = ${productId}) order by p.id limit 1`.execute(
    tx.q,
  )
  return rows[0]
}
