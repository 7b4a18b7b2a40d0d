// What forms bring to the program.
import type { Module } from '#platform/module.ts'
import { access, routes } from './routes.ts'
import { purgeOldDrafts } from './drafts.ts'

export const forms: Module = {
  name: 'forms',
  access,
  routes,
  jobs: () => ({ 'forms.purge_drafts': purgeOldDrafts }),
}
