// What reply templates on screen bring to the program.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './access.ts'
import { list, screens } from './screens.ts'

export const templates: Module = {
  name: 'templates',
  access,
  routes: screens,
  navigation: [
    {
      menu: 'administration',
      order: 36,
      href: list.at,
      label: list.title,
      group: 'Ce qui est proposé aux habitants',
      who: agent('admin').anywhere,
    },
  ],
}
