// What the studio brings to the program: its screens, and where they stand.
import { agent, metropolitanAdministrator } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { REPLAY } from './replayed/run.ts'
import { LISTS } from './lists/address.ts'
import { LIMITS } from './lists/limits.ts'
import { countLists, listsSet } from './lists/list.ts'
import { REVIEWED } from './review/chosen.ts'
import { personal } from './review/personal.ts'
import { REVIEW_ANSWERED, REVIEW_ASKED } from './review/tell.ts'
import { routes } from './routes.admin.ts'
import { countForms, formsSet } from './shown/forms.list.ts'
import { HERE } from './written/address.ts'

export const studio: Module = {
  name: 'studio',
  routes,
  limits: LIMITS,
  styles: [{ sheet: 'desk.css', file: new URL('studio.css', import.meta.url) }],
  found: [formsSet, listsSet],
  runs: [REPLAY],
  settings: [REVIEWED],
  notices: [REVIEW_ASKED, REVIEW_ANSWERED],
  personal,
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
    {
      menu: 'administration',
      order: 29.6,
      words: 'listes, nomenclature, référentiel, tableau, adresse, JSON, écoles, marchés, choix',
      href: LISTS,
      label: 'Listes de référence',
      group: 'Ce qui est proposé aux habitants',
      who: metropolitanAdministrator,
      count: countLists,
    },
  ],
}
