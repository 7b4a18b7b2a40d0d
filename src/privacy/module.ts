// What privacy brings to the program.
import type { Module } from '#platform/module.ts'
import { access } from './access.ts'
import { incidentRoutes } from './incidents/routes.admin.ts'
import { ERASE, followClosing } from './replay.ts'
import { retentionJob, RETENTION } from './retention/job.ts'
import { retentionRoutes } from './retention/routes.admin.ts'
import { routes } from './routes.citizen.ts'

export const privacy: Module = {
  name: 'privacy',
  access,
  routes: [...routes, ...incidentRoutes, ...retentionRoutes],
  listeners: { 'person.closed': [ERASE], 'incident.told': [], 'incident.handled': [] },
  jobs: (config) => ({ [ERASE]: followClosing(config), [RETENTION]: retentionJob(config) }),
}
