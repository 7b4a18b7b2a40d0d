// What signing in forgets with time.
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { forgetInvitations } from './invitation/queries.ts'
import { forgetArrivals, forgetChecks, forgetDevices, forgetRegistrations } from './queries.retention.ts'

export const retention: readonly RetentionRule[] = [
  simple('registration.delete', 'Ouvertures de compte jamais confirmées', forgetRegistrations),
  simple('device.delete', 'Appareils reconnus', forgetDevices),
  simple('arrival.delete', 'Arrivées par FranceConnect sans compte', forgetArrivals),
  simple('invitation.delete', 'Invitations d’agents, acceptées ou restées sans réponse', forgetInvitations),
  simple('check.delete', 'Vérifications d’identité terminées', forgetChecks),
]
