// The pages of cards: of holders, of desks, of whoever makes them.
import type { Route } from '#platform/http/route.ts'
import { holderCards } from './cards.page.ts'
import { deskCards } from './desk.page.ts'
import { makerRoutes } from './make.admin.ts'

export { CARD_LIMITS } from './limits.ts'

export const cardRoutes: readonly Route[] = [...holderCards, ...deskCards, ...makerRoutes]
