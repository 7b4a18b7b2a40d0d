// What the administration home brings to the program.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { access, routes } from './routes.ts'

const administers = agent('admin').anywhere

export const administration: Module = {
  name: 'administration',
  access,
  routes,
  navigation: [
    { menu: 'desk', order: 90, href: '/administration', label: 'Administration', who: administers },
    { menu: 'administration', order: 20, href: '/administration', label: 'Administration', who: administers },
    {
      menu: 'administration',
      order: 35,
      href: '/administration/reglages',
      label: 'Réglages',
      group: 'Ce qui est proposé aux habitants',
      who: administers,
    },
  ],
}
