// What accounts bring to the program.
import type { Module } from '#platform/module.ts'
import { access } from './access.ts'
import { addressRoutes } from './address/routes.ts'
import { deviceRoutes } from './devices/routes.ts'
import { federationRoutes } from './federation/routes.ts'
import { listeners } from './events.ts'
import { factorRoutes } from './factors/routes.ts'
import { jobs } from './jobs.ts'
import { passkeyRoutes } from './passkeys/routes.ts'
import { routes } from './routes.citizen.ts'

export const accounts: Module = {
  name: 'accounts',
  access,
  routes: [
    ...routes,
    ...factorRoutes,
    ...passkeyRoutes,
    ...deviceRoutes,
    ...addressRoutes,
    ...federationRoutes,
  ],
  listeners,
  jobs,
}
