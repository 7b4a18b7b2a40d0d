// What reply templates on screen bring to the program.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { templatesSet } from './found.ts'
import { access } from './access.ts'
import { list, screens } from './screens.ts'

export const templates: Module = {
  name: 'templates',
  access,
  routes: screens,
  found: [templatesSet],
  navigation: [
    {
      menu: 'administration',
      order: 36,
      words: 'réponses, courriers des agents, variables',
      href: list.at,
      label: list.title,
      group: 'Ce qui est proposé aux habitants',
      who: agent('admin').anywhere,
    },
  ],
}
