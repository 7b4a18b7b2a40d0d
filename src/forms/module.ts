// What forms bring to the program.
import type { Module } from '#platform/house/module.ts'
import { LIMITS } from './drafts/limits.ts'
import { access, routes } from './routes.ts'
import { FORM } from './versions/kind.ts'
import { personal } from './drafts/personal.ts'

export const forms: Module = {
  name: 'forms',
  access,
  definitions: [FORM],
  routes,
  personal,
  limits: LIMITS,
  visitorTables: [{ table: 'forms.draft', mayBePersonal: true, claimed: 'beside the browser' }],
}
