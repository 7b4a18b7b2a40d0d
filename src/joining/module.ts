// What joining brings to the program.
import { agent } from '#platform/access.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './access.ts'
import { firstSteps } from './opening.admin.ts'
import { personal } from './personal.ts'
import { routes } from './routes.ts'

export const joining: Module = {
  name: 'joining',
  access,
  routes,
  personal,
  carried: [{ table: 'joining.seen_step', rows: ITS_OWN, end: { erased: 'Réglages' } }],
  blocks: [{ on: 'administration', order: 5, show: firstSteps }],
  navigation: [
    {
      menu: 'administration',
      order: 29,
      words: 'ouverture, mise en service, étapes, commune pilote, premiers pas',
      href: '/administration/ouverture',
      label: 'Ouvrir le guichet',
      group: 'Ce qui est proposé aux habitants',
      who: agent('admin').anywhere,
    },
  ],
}
