// GET /rechercher: agents and elected members look for what they may read, whatever it is.
import { type Context, one, page, type Reply } from '#platform/http/route.ts'
import { officeFrame, territory } from '#territory'
import { searchPage } from './pages.ts'
import { type Asked, MOST } from './queries.ts'
import { PAGE, searchAll } from './search.ts'

/** More words than a question has. */
const LONGEST = 200

function askedOf({ query, sought }: Context): Asked {
  const kind = one(query, 'quoi')
  const authorityId = Number(one(query, 'qui'))
  return {
    words: one(query, 'q').trim().slice(0, LONGEST),
    kind: sought.some(({ id }) => id === kind) ? kind : null,
    authorityId:
      Number.isInteger(authorityId) && authorityId > 0 && authorityId < 2 ** 31 ? authorityId : null,
  }
}

/** Of the pages there may be. */
function pageOf({ query }: Context): number {
  const page = Number(one(query, 'page'))
  return Number.isInteger(page) && page >= 1 && page <= MOST / PAGE ? page : 1
}

export const showSearch = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const asked = askedOf(ctx)
    const at = pageOf(ctx)
    const frame = await officeFrame(ctx, tx)
    const found = await searchAll(tx, asked, at, ctx)
    return page(
      searchPage(frame, { ...found, asked, page: at, kinds: ctx.sought, place: await territory(tx) }),
    )
  })
