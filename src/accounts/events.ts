// What accounts tell of themselves, on the subject `person`; payloads never hold a name or an address.
import type { Listeners } from '#platform/events.ts'

/** Nobody listens yet: the rows are the history of the account. */
export const listeners: Listeners = { 'person.created': [], 'person.password_changed': [] }
export type AccountEvent = 'person.created' | 'person.password_changed'
