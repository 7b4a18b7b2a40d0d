// What the pass brings to the program: one support for every service, public or private, that follows nobody.
import type { Module } from '#platform/house/module.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { personal, retention } from './personal.ts'
import { doorAccess } from './door/access.ts'
import { doorCaller } from './door/device.ts'
import { calls, LIMITS } from './door/routes.api.ts'
import { MANAGED, PARTNER, PASSKEPT } from './record/keys.ts'

const END = { erased: 'Partenaires du pass' } as const
const OF_PARTNER = { rows: { column: 'partner_id', of: 'pass.partner' }, end: END } as const

export const pass: Module = {
  name: 'pass',
  access: { ...doorAccess },
  routes: [...calls],
  callers: { door: doorCaller },
  limits: LIMITS,
  keys: [PARTNER, MANAGED, PASSKEPT],
  personal,
  retention,
  carried: [
    { table: 'pass.partner', rows: ITS_OWN, end: END },
    { table: 'pass.place', ...OF_PARTNER },
    { table: 'pass.product', ...OF_PARTNER },
    { table: 'pass.price', rows: { column: 'product_id', of: 'pass.product' }, end: END },
    { table: 'pass.product_place', ...OF_PARTNER },
    { table: 'pass.use', ...OF_PARTNER },
  ],
}
