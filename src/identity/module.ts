// What identity brings to the program.
import type { Module } from '#platform/module.ts'
import { access } from './access.ts'
import { listeners } from './events.ts'
import { jobsFor } from './jobs.ts'
import { personal } from './personal.ts'
import { adminRoutes } from './routes.admin.ts'
import { routes } from './routes.citizen.ts'

export const identity: Module = {
  name: 'identity',
  access,
  routes: [...routes, ...adminRoutes],
  jobs: jobsFor,
  personal,
  listeners,
}
