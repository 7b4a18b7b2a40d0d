// What is done with a body, told on it; payloads hold ids and days.
import type { Listeners } from '#platform/db/db.ts'

export const BODY = 'body'

export const listeners = {
  'body.founded': [],
  'body.changed': [],
  'body.withdrawn': [],
  'term.begun': [],
  'term.changed': [],
  'term.withdrawn': [],
  'seat.given': [],
  'seat.changed': [],
  'seat.ended': [],
  'seat.unlinked': [],
} satisfies Listeners

export type BodyEvent = keyof typeof listeners
