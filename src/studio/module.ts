// What the studio brings to the program: its screens, and where they stand.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { REPLAY } from './replayed/run.ts'
import { routes } from './routes.admin.ts'
import { countForms, formsSet } from './shown/forms.list.ts'
import { HERE } from './written/address.ts'

export const studio: Module = {
  name: 'studio',
  routes,
  styles: [{ sheet: 'desk.css', file: new URL('studio.css', import.meta.url) }],
  found: [formsSet],
  runs: [REPLAY],
  navigation: [
    {
      menu: 'administration',
      order: 29.5,
      words: 'questions, champs, studio, chemins, conditions, brouillons',
      href: HERE,
      label: 'Formulaires',
      group: 'Ce qui est proposé aux habitants',
      who: agent('admin').anywhere,
      count: countForms,
    },
  ],
}
