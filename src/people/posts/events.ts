// What is done with posts and absences of agents, told on each; payloads hold ids and days.
import type { Listeners } from '#platform/db/db.ts'

export const postListeners = {
  'post.given': [],
  'post.changed': [],
  'post.ended': [],
} satisfies Listeners

export const departureListeners = {
  'departure.set': [],
  'departure.undone': [],
} satisfies Listeners

export const absenceListeners = {
  'absence.set': [],
  'absence.ended': [],
} satisfies Listeners
