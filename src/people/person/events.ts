// What accounts tell of themselves, on the subject `person`; payloads never hold a name or an address.
import type { Listeners } from '#platform/db/db.ts'

/** The rows are the history of the account. */
export const listeners = {
  'person.created': [],
  'person.role_given': [],
  'person.elected': [],
  'person.password_changed': [],
  'person.factor_added': [],
  'person.factor_removed': [],
  'person.recovery_code_used': [],
  'person.recovery_codes_renewed': [],
  'person.reset_asked': [],
  'person.reset_cancelled': [],
  'person.factors_reset': [],
  'person.sessions_ended': [],
  'person.passkey_added': [],
  'person.passkey_removed': [],
  'person.email_change_asked': [],
  'person.email_change_cancelled': [],
  'person.email_changed': [],
  'person.identity_linked': [],
  'person.identity_unlinked': [],
  'person.identity_replaced': [],
  'person.created_at_desk': [],
  'person.number_given': [],
  'person.paper_code_replaced': [],
  'person.paper_code_revoked': [],
  'person.value_proved': [],
  'person.mandate_given': [],
  'person.mandate_accepted': [],
  'person.mandate_refused': [],
  'person.mandate_used': [],
  'person.mandate_ended': [],
  'person.profile_changed': [],
  'person.closed': [],
} satisfies Listeners
export type AccountEvent = keyof typeof listeners
