// The two places where one reads what one was told: the account of a resident, the desk of an agent. Each lists its own kinds.
import { ownName } from '#platform/actor.ts'
import { Unauthenticated } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import type { NoticeKind } from '#platform/notices.ts'

export type Place = 'account' | 'desk'

export const ADDRESS: Record<Place, string> = {
  account: '/compte/notifications',
  desk: '/agents/notifications',
}

export const TITLE: Record<Place, string> = {
  account: 'Notifications',
  desk: 'Notifications d’agent',
}

/** Kinds that are read there. */
const kindsAt = ({ notices }: Pick<Context, 'notices'>, place: Place): NoticeKind[] =>
  notices.filter(({ to }) => (to === 'resident') === (place === 'account'))

export const kindIds = (ctx: Pick<Context, 'notices'>, place: Place): string[] =>
  kindsAt(ctx, place).map(({ id }) => id)

/** @throws Unauthenticated for whoever acts for somebody: notices are one’s own */
export function readerOf({ actor }: Context): number {
  const personId = ownName(actor)
  if (personId === null) throw new Unauthenticated()
  return personId
}
