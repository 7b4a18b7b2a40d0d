// What the register brings to the program.
import { openingSteps } from './opening-steps.ts'
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { gates } from './entry/gates.ts'
import { PROCESSING } from './entry/kind.ts'
import { entriesSet } from './screens/list.ts'
import { access, routes } from './routes.admin.ts'

export const registerModule: Module = {
  name: 'register',
  access,
  definitions: [PROCESSING],
  gates,
  routes,
  opening: openingSteps,
  found: [entriesSet],
  navigation: [
    {
      menu: 'administration',
      order: 60,
      words: 'durées de conservation, finalités, RGPD, traitements',
      href: '/administration/registre',
      label: 'Registre des traitements',
      group: 'Données personnelles',
      who: agent('admin').anywhere,
    },
  ],
}
