// What brochures bring to the program: a catalogue read as PDF, orders on paper, a stock.
import { agent, office } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { WRITING } from '#platform/roles.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { officeFrame } from '#territory'
import { access } from './record/access.ts'
import { blocks } from './catalogue/blocks.ts'
import { DELIVER_COPIES, GIVE_BACK_COPIES, HOLD_COPIES_AGAIN } from './effects.ts'
import { jobs, listeners, LOW, TELL_LOW } from './jobs.ts'
import { BROCHURE } from './record/keep.ts'
import { KEPT, keptList } from './keeping/list.admin.ts'
import { HERE, list } from './catalogue/list.ts'
import { showBrochure } from './catalogue/one.page.ts'
import { orderRoutes } from './catalogue/order.page.ts'
import { pdfRoutes } from './keeping/pdf.admin.ts'
import { personal, retention } from './personal.ts'
import { countLow } from './record/queries.ts'
import { screens } from './keeping/screens.ts'
import { addressed, illustrated, sought } from './shown.ts'

const KEPT_AS = { erased: 'Brochures' } as const
const OF_BROCHURE = { rows: { column: 'brochure_id', of: 'brochures.brochure' }, end: KEPT_AS } as const

export const brochures: Module = {
  name: 'brochures',
  access,
  routes: [
    ...listRoutes(list, officeFrame, 'agent'),
    ...orderRoutes,
    {
      get: `${HERE}/:brochure`,
      action: 'brochure.read',
      title: 'Une brochure',
      face: 'agent',
      keeps: true,
      handle: showBrochure,
    },
    ...screens,
    ...pdfRoutes,
  ],
  effects: [DELIVER_COPIES, GIVE_BACK_COPIES, HOLD_COPIES_AGAIN],
  jobs,
  listeners,
  recurring: [{ task: TELL_LOW, minutes: 10 }],
  blocks,
  notices: [LOW],
  addressed: [addressed],
  illustrated: [illustrated],
  sought,
  personal,
  retention,
  carried: [
    {
      table: 'brochures.brochure',
      rows: ITS_OWN,
      end: KEPT_AS,
      subject: { kind: BROCHURE, by: 'id' },
    },
    { table: 'brochures.line', ...OF_BROCHURE },
    { table: 'brochures.movement', ...OF_BROCHURE },
  ],
  navigation: [
    { menu: 'own', order: 27, href: HERE, label: list.title, who: office },
    {
      menu: 'administration',
      order: 33.7,
      words: 'dépliants, stock, quota, réimprimer, catalogue, commandes sur papier',
      href: KEPT,
      label: keptList.title,
      group: 'Ce qui est proposé aux habitants',
      who: agent(...WRITING).anywhere,
      count: async ({ actor, db }) => {
        const low = await db.read(actor, countLow)
        return low === 0 ? null : low
      },
    },
  ],
}
