// What accounts bring to the program.
import type { Module } from '#platform/module.ts'
import { access } from './access.ts'
import { addressRoutes } from './address/routes.ts'
import { deviceRoutes } from './devices/routes.ts'
import { federationRoutes } from './federation/routes.ts'
import { listeners } from './events.ts'
import { invitationRoutes } from './invitation/routes.ts'
import { factorRoutes } from './factors/routes.ts'
import { jobs } from './jobs.ts'
import { mandateRoutes } from './mandates/routes.ts'
import { navigation } from './navigation.ts'
import { personal } from './personal.ts'
import { profileRoutes } from './profile/routes.ts'
import { paperRoutes } from './paper/routes.ts'
import { atMain } from './passage/main-host.ts'
import { passageRoutes } from './passage/routes.ts'
import { passkeyRoutes } from './passkeys/routes.ts'
import { routes } from './routes.citizen.ts'

export const accounts: Module = {
  name: 'accounts',
  access,
  routes: atMain([
    ...routes,
    ...invitationRoutes,
    ...factorRoutes,
    ...passkeyRoutes,
    ...deviceRoutes,
    ...addressRoutes,
    ...profileRoutes,
    ...federationRoutes,
    ...mandateRoutes,
    ...paperRoutes,
    ...passageRoutes,
  ]),
  listeners,
  jobs,
  recurring: [{ task: 'accounts.sweep', minutes: 60 }],
  navigation,
  personal,
}
