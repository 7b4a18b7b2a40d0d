// The two places where one reads what one was told: the account of a resident, the desk of an agent. Each lists its own kinds.
import { ownName } from '#platform/actor.ts'
import { Unauthenticated } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import type { NoticeKind } from '#platform/house/notices.ts'

export type Place = 'account' | 'desk'

export const ADDRESS: Record<Place, string> = {
  account: '/compte/notifications',
  desk: '/agents/notifications',
}

/** Where one chooses what is mailed. */
export const CHOICES: Record<Place, string> = {
  account: `${ADDRESS.account}/choix`,
  desk: `${ADDRESS.desk}/choix`,
}

export const TITLE: Record<Place, string> = {
  account: 'Notifications',
  desk: 'Notifications d’agent',
}

export const CHOOSE_TITLE = 'Choisir ce que je reçois par courriel'

/** Where a kind is read. */
export const placeOf = ({ to }: Pick<NoticeKind, 'to'>): Place => (to === 'resident' ? 'account' : 'desk')

/** Where one chooses whether that kind is mailed. */
export const choicesOf = (kind: Pick<NoticeKind, 'to'>): string => CHOICES[placeOf(kind)]

/** Kinds that are read there. */
export const kindsAt = ({ notices }: Pick<Context, 'notices'>, place: Place): NoticeKind[] =>
  notices.filter((kind) => placeOf(kind) === place)

export const kindIds = (ctx: Pick<Context, 'notices'>, place: Place): string[] =>
  kindsAt(ctx, place).map(({ id }) => id)

/** @throws Unauthenticated for whoever acts for somebody: notices are one’s own */
export function readerOf({ actor }: Context): number {
  const personId = ownName(actor)
  if (personId === null) throw new Unauthenticated()
  return personId
}
