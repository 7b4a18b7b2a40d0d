// What the register brings to the program.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/module.ts'
import { access } from './access.ts'
import { routes } from './routes.admin.ts'

export const registerModule: Module = {
  name: 'register',
  access,
  routes,
  navigation: [
    {
      menu: 'administration',
      order: 60,
      href: '/administration/registre',
      label: 'Registre',
      who: agent('admin').anywhere,
    },
  ],
}
