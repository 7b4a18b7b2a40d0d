// What signing in forgets with time.
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { forgetImports } from './invitation/queries.import.ts'
import { forgetInvitations } from './invitation/queries.ts'
import { forgetArrivals, forgetChecks, forgetDevices, forgetRegistrations } from './queries.retention.ts'

export const retention: readonly RetentionRule[] = [
  simple('registration.delete', 'Ouvertures de compte jamais confirmées', forgetRegistrations),
  simple('device.delete', 'Appareils reconnus', forgetDevices),
  simple('arrival.delete', 'Arrivées par FranceConnect sans compte', forgetArrivals),
  simple(
    'invitation.delete',
    'Invitations d’agents, acceptées ou restées sans réponse',
    async (tx, before, most) =>
      (await forgetImports(tx, before, most)) + (await forgetInvitations(tx, before, most)),
  ),
  simple('check.delete', 'Vérifications d’identité terminées', forgetChecks),
]
