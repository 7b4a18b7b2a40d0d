// What a partner of mobility offers, as TOMP-API 2 says entitlements and commercial profiles (docs/guides/pass-api.md): of products, of nobody.
import { z } from 'zod'
import { type Call, call } from '#platform/api/call.ts'
import { todayThere } from '#territory'
import { type KeptProduct, keptProducts } from '../partner/queries.ts'
import { className } from '../partner/words.ts'
import { AT, callingPartner } from './calling.ts'

const MOBILITY = 'mobilite'

/** `entitlementGiven` of TOMP-API 2. */
const GIVEN = z.object({
  id: z.string(),
  type: z.enum(['entitlement', 'commercialProfile']),
  description: z.string().max(200),
})
type Given = z.infer<typeof GIVEN>

/** What one holds of a product is an entitlement; a class of its prices, a commercial profile, the same for each product. */
function given(products: readonly KeptProduct[]): Given[] {
  const held = products.map(
    ({ id, name }): Given => ({ id: `product-${id}`, type: 'entitlement', description: name }),
  )
  const classes = [...new Set(products.flatMap(({ prices }) => prices.map(({ class: id }) => id)))]
  const profiles = classes
    .filter((id) => id !== '')
    .toSorted()
    .map((id): Given => ({ id: `class-${id}`, type: 'commercialProfile', description: className(id) }))
  return [...held, ...profiles]
}

export const tompCalls: readonly Call[] = [
  call({
    face: 'api',
    by: ['key'],
    action: 'passcall.products',
    scope: 'pass.products.read',
    call: `GET ${AT}/tomp/entitlements`,
    title: 'Droits de mobilité (TOMP-API)',
    text: 'Les produits du secteur de la mobilité qui se donnent aujourd’hui, en «\u00a0entitlement\u00a0», et leurs classes de tarif, en «\u00a0commercialProfile\u00a0».',
    answer: z.object({ entitlements: z.array(GIVEN) }),
    handle: (ctx) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.products')
        const today = await todayThere(tx)
        const products = (await keptProducts(tx, id)).filter(
          ({ sector, since, until }) =>
            sector === MOBILITY && since <= today && (until === null || today <= until),
        )
        return { body: { entitlements: given(products) } }
      }),
  }),
]
