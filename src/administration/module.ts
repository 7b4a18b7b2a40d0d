// What the administration home brings to the program.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { ADMINISTERING } from '#platform/roles.ts'
import { OPENING } from '#settings'
import { access } from './access.ts'
import { settingsSet } from './found.ts'
import { routes } from './routes.ts'

const chooses = agent(...OPENING).anywhere
const opens = agent(...ADMINISTERING).anywhere

export const administration: Module = {
  name: 'administration',
  access,
  routes,
  found: [settingsSet],
  navigation: [
    { menu: 'desk', order: 90, href: '/administration', label: 'Administration', who: opens },
    { menu: 'administration', order: 20, href: '/administration', label: 'Administration', who: opens },
    {
      menu: 'administration',
      order: 35,
      href: '/administration/reglages',
      label: 'Réglages',
      group: 'Ce qui est proposé aux habitants',
      who: chooses,
    },
    {
      menu: 'administration',
      order: 37,
      href: '/administration/recherche',
      label: 'Chercher un réglage',
      group: 'Ce qui est proposé aux habitants',
      who: chooses,
    },
  ],
}
