// What people's modules forget with time; closing an account that nobody uses is privacy's (src/privacy/retention).
import { trimEvents } from '#platform/ledger/events.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { forgetLooks, forgetMemberships, forgetValues } from './queries.retention.ts'

export const retention: readonly RetentionRule[] = [
  simple('security.delete', 'Journal de sécurité du compte', (tx, before, most) =>
    trimEvents(tx, 'person', before, most),
  ),
  simple('value.delete', 'Anciennes valeurs des profils', forgetValues),
  simple('membership.delete', 'Rôles d’agents terminés', forgetMemberships),
  simple('look.delete', 'Qui a vu Parvis comme un agent', forgetLooks),
]
