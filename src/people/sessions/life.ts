// How long sessions live: a sliding end and an absolute one, shorter at the desk (OWASP ASVS 5.0 V7.3).
import type { Actor } from '#platform/actor.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How long a session lives without use, how long at most, and how often its use is noted: milliseconds. */
const LIVES = {
  resident: { idle: 30 * DAY, atMost: 365 * DAY, noted: HOUR },
  /** Agents and elected members. */
  working: { idle: 12 * HOUR, atMost: 7 * DAY, noted: 5 * 60_000 },
  /** A code on paper: a computer that others use. */
  shared: { idle: 30 * 60_000, atMost: 2 * HOUR, noted: 60_000 },
}

/** What decides how long a session lives. */
type Kind = Pick<Actor, 'kind' | 'elected'>

/** In office, agent or elected member: their sessions are shorter, and end with the browser. */
export const isInOffice = ({ kind, elected = [] }: Kind): boolean => kind === 'agent' || elected.length > 0

const lifeOf = (actor: Kind, isShared: boolean) =>
  isShared ? LIVES.shared : isInOffice(actor) ? LIVES.working : LIVES.resident

/** Seconds a resident's session may last. */
export const MOST_SECONDS = LIVES.resident.atMost / 1000

/** Minutes without use after which a session on a shared computer ends. */
export const SHARED_MINUTES = LIVES.shared.idle / 60_000

/** When a session used at `now` ends. */
export function endOf(actor: Kind, createdAt: Date, now: Date, isShared = false): Date {
  const { idle, atMost } = lifeOf(actor, isShared)
  return new Date(Math.min(now.getTime() + idle, createdAt.getTime() + atMost))
}

/** Is the use of the session to be noted again? Rarely: a write on every page would cost more than it tells. */
export function isToBeNoted(actor: Actor, lastSeenAt: Date, now: Date, isShared = false): boolean {
  return now.getTime() - lastSeenAt.getTime() >= lifeOf(actor, isShared).noted
}
