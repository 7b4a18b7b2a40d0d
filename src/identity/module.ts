// What identity brings to the program.
import { sitesSet } from './client/found.ts'
import { gates } from './client/gates.ts'
import { agent } from '#platform/access.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './access.ts'
import { listeners } from './client/events.ts'
import { jobsFor } from './jobs.ts'
import { LIMITS } from './engine/limits.ts'
import { personal } from './personal.ts'
import { retention } from './retention.ts'
import { adminRoutes } from './routes.admin.ts'
import { SITES } from './store/registered.ts'
import { siteMeasures } from './client/measures.ts'
import { engineRoutes } from './routes.engine.ts'
import { routes } from './routes.citizen.ts'

/** Consents are the residents’ own, and name the site. */
const THEIR_SITES = {
  kept: 'Sites reliés au compte',
  because:
    'Ils ne connectent plus personne\u00a0; les consentements des habitants y renvoient, et sont à eux.',
} as const

export const identity: Module = {
  name: 'identity',
  access,
  routes: [...routes, ...adminRoutes, ...engineRoutes],
  jobs: jobsFor,
  recurring: [
    { task: 'identity.sweep', minutes: 60 },
    { task: 'identity.rotate_keys', minutes: 360 },
  ],
  navigation: [
    {
      menu: 'administration',
      order: 40,
      href: '/administration/sites',
      label: 'Sites connectés au compte',
      group: 'Comptes et sites',
      who: agent('admin').anywhere,
    },
    { menu: 'account', order: 50, href: '/compte/sites', label: 'Sites connectés' },
  ],
  personal,
  carried: [
    { table: 'identity.client', rows: ITS_OWN, end: THEIR_SITES, subject: { kind: 'client', by: 'number' } },
  ],
  features: [SITES],
  found: [sitesSet],
  measures: siteMeasures,
  retention,
  gates,
  limits: LIMITS,
  listeners,
}
