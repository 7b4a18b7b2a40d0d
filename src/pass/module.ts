// What the pass brings to the program: one support for every service, public or private, that follows nobody.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { personal, retention } from './personal.ts'
import { doorAccess } from './door/access.ts'
import { doorCaller } from './door/device.ts'
import { calls, LIMITS } from './door/routes.api.ts'
import { OPEN, OPEN_TITLE } from './partner/open.citizen.ts'
import { access as partnerAccess } from './partner/access.ts'
import { partnerRoutes } from './partner/routes.ts'
import { HERE, PARTNER as SUBJECT, TOLD } from './partner/words.ts'
import { HEADED, MANAGED, PARTNER, PASSKEPT } from './record/keys.ts'

const END = { erased: 'Partenaires du pass' } as const
const OF_PARTNER = { rows: { column: 'partner_id', of: 'pass.partner' }, end: END } as const

export const pass: Module = {
  name: 'pass',
  access: { ...doorAccess, ...partnerAccess },
  routes: [...calls, ...partnerRoutes],
  callers: { door: doorCaller },
  limits: LIMITS,
  listeners: Object.fromEntries(Object.keys(TOLD).map((name) => [name, []])),
  keys: [PARTNER, MANAGED, HEADED, PASSKEPT],
  navigation: [
    { menu: 'sitemap', order: 45, href: OPEN, label: OPEN_TITLE, group: 'Le territoire' },
    {
      menu: 'administration',
      order: 33.75,
      words:
        'partenaires, piscine, médiathèque, musée, tarif, quotient, portes, contrôle, décompte, remboursement',
      href: HERE,
      label: 'Pass',
      group: 'Ce qui est proposé aux habitants',
      who: agent('admin').anywhere,
    },
  ],
  personal,
  retention,
  carried: [
    { table: 'pass.partner', rows: ITS_OWN, end: END, subject: { kind: SUBJECT, by: 'id' } },
    { table: 'pass.place', ...OF_PARTNER },
    { table: 'pass.product', ...OF_PARTNER },
    { table: 'pass.price', rows: { column: 'product_id', of: 'pass.product' }, end: END },
    { table: 'pass.product_place', ...OF_PARTNER },
    { table: 'pass.use', ...OF_PARTNER },
  ],
}
