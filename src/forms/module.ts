// What forms bring to the program.
import type { Module } from '#platform/house/module.ts'
import { modelsGate } from './models/models.ts'
import { DRAFTS_FROM_NETWORK, LIMITS } from './drafts/limits.ts'
import { access, routes } from './routes.ts'
import { gates } from './versions/gates.ts'
import { FORM } from './versions/kind.ts'
import { personal } from './drafts/personal.ts'

export const forms: Module = {
  name: 'forms',
  access,
  definitions: [FORM],

  gates: [...gates, modelsGate],
  routes,
  personal,
  limits: LIMITS,
  settings: [DRAFTS_FROM_NETWORK],
  visitorTables: [{ table: 'forms.draft', mayBePersonal: true, claimed: 'beside the browser' }],
}
