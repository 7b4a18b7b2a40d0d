// How often one has a digest, beside what else one chooses to be mailed.
import { inOffice, mayEver } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import type { Block } from '#platform/http/route.ts'
import { territory } from '#territory'
import { wishPart } from './pages/wish.ts'
import { deliveriesTo, subscriptionOf } from './queries.ts'

const EVER = new Date(0)

export const blocks: readonly Block[] = [
  {
    on: 'notifications',
    order: 10,
    async show(ctx) {
      const personId = ownName(ctx.actor)
      if (personId === null) return null
      return ctx.db.read(ctx.actor, async (tx) => {
        const chosen = await subscriptionOf(tx, personId)
        const [last] = await deliveriesTo(tx, personId, EVER, 1)
        const usual = mayEver([inOffice], ctx.actor) ? 'weekly' : 'never'
        return wishPart(ctx, {
          rhythm: chosen?.rhythm ?? usual,
          last: last ?? null,
          zone: (await territory(tx)).zone,
        })
      })
    },
  },
]
