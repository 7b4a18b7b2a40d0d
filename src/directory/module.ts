// What the directory brings to the program: two lists of elected members' pages.
import { elected } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { territoriesFrame } from '#territory'
import { access } from './access.ts'
import { electedList, HERE } from './elected.ts'
import { servicesList } from './services.ts'
import { soughtElected } from './sought.ts'

export const directory: Module = {
  name: 'directory',
  access,
  routes: [
    ...listRoutes(electedList, territoriesFrame, 'agent'),
    ...listRoutes(servicesList, territoriesFrame, 'agent'),
  ],
  sought: [soughtElected],
  navigation: [
    {
      menu: 'territories',
      order: 50,
      words: 'maires, adjoints, conseillers, services, téléphone, joindre',
      href: HERE,
      label: 'Annuaire',
      who: elected,
    },
  ],
}
