// What signing in brings to the program.
import { accountPages } from './findable.ts'
import { atMain } from '#people'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './access.ts'
import { addressRoutes } from './address/routes.ts'
import { blocks } from './blocks.ts'
import { passkeyDoorRoutes, routes } from './door/routes.ts'
import { safetyNotices } from './entry/kinds.ts'
import { employerRoutes } from './employer/routes.ts'
import { DESK_FIND, LIMITS } from './entry/limits.ts'
import { factorRoutes } from './factors/routes.ts'
import { federationRoutes } from './federation/routes.ts'
import { federationEnvironment } from './federation/settings.ts'
import { invitationListeners } from './invitation/agents.ts'
import { invitationRoutes } from './invitation/routes.ts'
import { jobs } from './jobs.ts'
import { lostRoutes } from './lost/routes.ts'
import { navigation } from './navigation.ts'
import { paperRoutes } from './paper/routes.ts'
import { passkeyRoutes } from './passkeys/routes.ts'
import { personal } from './personal.ts'
import { retention } from './retention.ts'
import { securityRoutes } from './security/routes.ts'

const ARRIVALS = { erased: 'Invitations et imports d’agents' } as const

const DOORS = new URL('entry/doors.css', import.meta.url)

export const signin: Module = {
  name: 'signin',
  access,
  door: { signIn: '/connexion', signOut: '/deconnexion' },
  routes: atMain([
    ...routes,
    ...passkeyDoorRoutes,
    ...invitationRoutes,
    ...factorRoutes,
    ...lostRoutes,
    ...passkeyRoutes,
    ...securityRoutes,
    ...addressRoutes,
    ...federationRoutes,
    ...employerRoutes,
    ...paperRoutes,
  ]),
  listeners: { ...invitationListeners, 'employer.changed': [] },
  jobs,
  recurring: [{ task: 'accounts.sweep', minutes: 60 }],
  navigation,
  blocks,
  personal,
  carried: [
    { table: 'accounts.invitation', rows: ITS_OWN, end: ARRIVALS, subject: { kind: 'invitation', by: 'id' } },
    { table: 'accounts.agent_import', rows: ITS_OWN, end: ARRIVALS },
    {
      table: 'accounts.employer',
      rows: ITS_OWN,
      end: { erased: 'Annuaires et fournisseurs d’identité' },
      without: { secret: 'a secret of the authority’s provider, which has it' },
    },
  ],
  retention,
  searches: [accountPages],
  notices: safetyNotices,
  limits: LIMITS,
  settings: [DESK_FIND],
  visitorTables: [
    { table: 'accounts.challenge', mayBePersonal: true, ends: true },
    { table: 'accounts.federation_attempt', mayBePersonal: true, ends: true },
    { table: 'accounts.federation_arrival', ends: true },
    // The provider goes on knowing that browser: whoever signs out here is offered to sign out there too.
    { table: 'accounts.federation_session', once: { with: [] } },
  ],
  environment: federationEnvironment,
  styles: [
    { sheet: 'counter.css', file: DOORS },
    { sheet: 'desk.css', file: DOORS },
    { sheet: 'desk.css', file: new URL('paper/paper.css', import.meta.url) },
  ],
}
