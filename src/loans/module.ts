// What loans bring to the program: what communes lend each other becomes an act, on the offers that they publish.
import { office } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { officeFrame } from '#territory'
import { access } from './access.ts'
import { awaitedLoans } from './awaited.ts'
import { blocks } from './blocks.ts'
import { followedRoutes } from './followed.page.ts'
import { HERE, list } from './list.ts'
import { LOAN } from './loan.ts'
import { askRoutes, showOffer } from './offer.page.ts'
import { personal, retention } from './personal.ts'
import { jobs, kinds, listeners, TELL_LATE } from './tell.ts'

export const loans: Module = {
  name: 'loans',
  access,
  routes: [
    ...listRoutes(list, officeFrame, 'agent'),
    ...followedRoutes,
    ...askRoutes,
    {
      get: `${HERE}/:offre`,
      action: 'loan.list',
      title: 'Une offre de prêt',
      face: 'agent',
      keeps: true,
      handle: showOffer,
    },
  ],
  blocks,
  awaited: [awaitedLoans],
  notices: kinds,
  listeners,
  jobs: ({ publicUrl }) => jobs({ site: { name: 'Parvis' }, origin: publicUrl }),
  recurring: [{ task: TELL_LATE, minutes: 360 }],
  personal,
  retention,
  carried: [
    {
      table: 'loans.loan',
      rows: ITS_OWN,
      end: { erased: 'Prêts entre communes' },
      subject: { kind: LOAN, by: 'id' },
    },
  ],
  navigation: [{ menu: 'own', order: 28, href: HERE, label: list.title, who: office }],
}
